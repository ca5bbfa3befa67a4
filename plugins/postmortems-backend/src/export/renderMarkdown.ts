import {
  type ActionItem,
  type Block,
  type Claim,
  type EvidenceNode,
  type EvidenceSeal,
  type Incident,
  type Retrospective,
  type Section,
  type Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import { escapeMarkdown, inlineCode } from './escapeMarkdown';
import { Footnotes } from './Footnotes';

/** How a verdict that needs attention is marked; what is supported needs no mark. */
const MARKS: Record<Verdict, string> = {
  supported: '',
  partial: ' *(partly supported)*',
  unsupported: ' **(not supported by the evidence)**',
  contradicted: ' **(contradicted by the evidence)**',
  attested: ' *(attested by a person)*',
};

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
