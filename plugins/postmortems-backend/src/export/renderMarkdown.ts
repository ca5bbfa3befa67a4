import {
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  type ActionItem,
  type Block,
  type Claim,
  type EvidenceNode,
  type EvidenceSeal,
  type EvidenceSpan,
  type Incident,
  type Retrospective,
  type Section,
  type Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import { escapeMarkdown, inlineCode } from './escapeMarkdown';

/** How a verdict that needs attention is marked; what is supported needs no mark. */
const MARKS: Record<Verdict, string> = {
  supported: '',
  partial: ' *(partly supported)*',
  unsupported: ' **(not supported by the evidence)**',
  contradicted: ' **(contradicted by the evidence)**',
  attested: ' *(attested by a person)*',
};

/** Longest quote in a footnote, in characters. */
const MAX_QUOTE = 160;
/** Footnotes of one sentence. */
const MAX_NOTES = 6;

/**
 * The document as Markdown (GitHub flavour), each sentence with footnotes that lead to its evidence. Everything that comes from
 * evidence is escaped: it shows as the text that it is.
 */
export function renderMarkdown(options: {
  retrospective: Retrospective;
  incident: Incident;
  seal: EvidenceSeal;
  evidence: ReadonlyMap<string, EvidenceNode>;
}): string {
  const { retrospective, incident, seal, evidence } = options;
  const notes = new Footnotes(evidence);
  const sections = retrospective.sections.map(section =>
    renderSection(section, notes),
  );
  const { template } = retrospective;
  return [
    `# ${escapeMarkdown(retrospective.title)}`,
    '',
    `- Incident: ${escapeMarkdown(incident.key)} (${incident.severity})`,
    `- Services: ${incident.services.map(inlineCode).join(', ')}`,
    `- Status: ${retrospective.status}, revision ${retrospective.revision}`,
    `- Template: ${escapeMarkdown(template.version)} (${escapeMarkdown(
      template.reason,
    )})`,
    `- Evidence: ${seal.manifest.nodes} pieces, sealed ${
      seal.sealedAt
    } with SHA-256 ${inlineCode(seal.root)}`,
    '',
    ...sections.flatMap(lines => [...lines, '']),
    ...notes.lines(),
    '',
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}

function renderSection(section: Section, notes: Footnotes): string[] {
  const { title, blocks } = section;
  return [
    `## ${escapeMarkdown(title)}`,
    '',
    ...(blocks.length > 0
      ? blocks.flatMap(block => renderBlock(block, notes))
      : ['Nothing.']),
  ];
}

function renderBlock(block: Block, notes: Footnotes): string[] {
  const text = block.claims.map(claim => renderClaim(claim, notes)).join(' ');
  switch (block.type) {
    case 'paragraph':
      return [text, ''];
    case 'action_item':
      return block.actionItem
        ? renderActionItem(block.actionItem, text)
        : [`- ${text}`];
    default:
      return [`- ${text}`];
  }
}

function renderClaim(claim: Claim, notes: Footnotes): string {
  return `${escapeMarkdown(claim.text)}${MARKS[claim.verdict]}${claim.spans
    .slice(0, MAX_NOTES)
    .map(span => notes.add(span))
    .join('')}`;
}

function renderActionItem(item: ActionItem, why: string): string[] {
  const facts = [
    item.type,
    `priority ${item.priority}`,
    item.state,
    ...(item.owner ? [`owner ${item.owner}`] : []),
    ...(item.dueAt ? [`due ${item.dueAt.slice(0, 10)}`] : []),
  ];
  const done = item.state === 'done' || item.state === 'verified';
  return [
    `- [${done ? 'x' : ' '}] ${escapeMarkdown(item.title)} (${escapeMarkdown(
      facts.join(', '),
    )})`,
    `  - Done when: ${escapeMarkdown(item.endState)}`,
    `  - Why: ${why}`,
  ];
}

/** Numbers spans in the order in which they are read; the same span has one number. */
class Footnotes {
  readonly #evidence: ReadonlyMap<string, EvidenceNode>;
  readonly #spans: EvidenceSpan[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(evidence: ReadonlyMap<string, EvidenceNode>) {
    this.#evidence = evidence;
  }

  add(span: EvidenceSpan): string {
    const key = JSON.stringify(span);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#spans.push(span);
      this.#numbers.set(key, number);
    }
    return `[^${number}]`;
  }

  lines(): string[] {
    return this.#spans.map(
      (span, index) => `[^${index + 1}]: ${this.#describe(span)}`,
    );
  }

  #describe({ evidenceId, pointer, quote }: EvidenceSpan): string {
    const line = quote.replace(/\s+/g, ' ');
    const shown =
      line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE)}…` : line;
    const place = `${inlineCode(evidenceId)} ${inlineCode(pointer || '/')}`;
    const node = this.#evidence.get(evidenceId);
    const from = node
      ? `${node.provider}, ${node.sourceType.replace('_', ' ')}, ${
          node.timestamp
        }`
      : SOURCES[evidenceId] ?? 'unknown evidence';
    const link = node?.sourceUrl ? `, <${encodeURI(node.sourceUrl)}>` : '';
    return `“${escapeMarkdown(shown)}” (${place}, ${escapeMarkdown(
      from,
    )}${link})`;
  }
}

const SOURCES: Record<string, string> = {
  [RECORD_EVIDENCE_ID]: 'the incident record as it was sealed',
  [SEAL_EVIDENCE_ID]: 'the manifest of the seal',
};
