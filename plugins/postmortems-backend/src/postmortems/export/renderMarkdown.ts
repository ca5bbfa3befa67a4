import {
  candidateCauseOf,
  hasContent,
  isCustomSection,
  isRemovedBlock,
  type ActionItem,
  type Block,
  type Claim,
  type EvidenceNode,
  type EvidenceSeal,
  type Incident,
  type IncidentPhase,
  type Postmortem,
  type RootCauseStatus,
  type Section,
  type Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import { appendix } from './appendix';
import { Footnotes } from './Footnotes';
import { escapeMarkdown, inlineCode } from './escapeMarkdown';

/** Marks of verdicts that need attention. */
const MARKS: Record<Verdict, string> = {
  supported: '',
  unverified: ' *(unverified)*',
  unsupported: ' **(not supported by the evidence)**',
  contradicted: ' **(contradicted by the evidence)**',
  attested: ' *(attested by a person)*',
};

const ROOT_CAUSE: Record<RootCauseStatus, string> = {
  undetermined: 'undetermined',
  candidates: 'candidates, none confirmed',
  confirmed: 'confirmed',
};

/** Sections that list possible causes with what ties them to the incident. */
const WITH_CAUSES: ReadonlySet<string> = new Set(['rootCause', 'ruledOut']);

const PHASES: Record<IncidentPhase, string> = {
  before: 'Before the impact',
  impact: 'Impact began',
  detected: 'Detected',
  response: 'Responders joined',
  mitigated: 'Mitigated',
  recovered: 'Recovered',
};

type CategoryTitle = (id: string) => string;

/** Footnotes of one sentence. */
const MAX_NOTES = 6;

/**
 * The document as Markdown (GitHub flavour), each sentence with a footnote for
 * each piece of evidence that it cites. Everything that comes from evidence is escaped: it
 * shows as the text that it is.
 */
export function renderMarkdown(options: {
  postmortem: Postmortem;
  incident: Incident;
  seal: EvidenceSeal;
  evidence: ReadonlyMap<string, EvidenceNode>;
  /** The title of a category by its id. */
  categoryTitle(id: string): string;
}): string {
  const { postmortem, incident, seal, evidence, categoryTitle } = options;
  const notes = new Footnotes(evidence);
  const sections = postmortem.sections
    .filter(section => !isCustomSection(section.id) || hasContent(section))
    .map(section => renderSection(section, notes, categoryTitle));
  const { template } = postmortem;
  return [
    `# ${escapeMarkdown(postmortem.title)}`,
    '',
    `- Incident: ${escapeMarkdown(incident.key)} (${incident.severity})`,
    `- Services: ${incident.services.map(inlineCode).join(', ')}`,
    `- Status: ${humanise(postmortem.status)}, revision ${postmortem.revision}`,
    `- Root cause: ${rootCauseOf(postmortem)}`,
    `- Template: ${escapeMarkdown(template.name)}, version ${escapeMarkdown(
      template.version,
    )} (${escapeMarkdown(template.reason)})`,
    ...(postmortem.timeZone
      ? [`- Time zone: ${escapeMarkdown(postmortem.timeZone)}`]
      : []),
    `- At a glance: [${escapeMarkdown(incident.key)}.svg](${
      incident.key
    }.svg), downloaded as a file of its own`,
    `- Evidence: ${seal.manifest.nodes} pieces, sealed ${
      seal.sealedAt
    } with SHA-256 ${inlineCode(seal.root)}`,
    ...(postmortem.sealProblems ?? []).map(
      ({ message }) => `- **Not as it was sealed**: ${escapeMarkdown(message)}`,
    ),
    '',
    ...sections,
    ...appendix(
      postmortem.sections,
      claim =>
        `${escapeMarkdown(claim.text)}${MARKS[claim.verdict]}${notes.mention(
          claim.spans,
        )}`,
    ),
    ...notes.lines(),
    '',
  ].join('\n');
}

function rootCauseOf({
  rootCauseStatus,
  undeterminedAccepted,
}: Postmortem): string {
  const status = ROOT_CAUSE[rootCauseStatus];
  return undeterminedAccepted
    ? `${status}; ${inlineCode(
        undeterminedAccepted.by,
      )} accepted that it is undetermined: ${escapeMarkdown(
        undeterminedAccepted.reason,
      )}`
    : status;
}

function renderSection(
  { id, title, blocks }: Section,
  notes: Footnotes,
  categoryTitle: CategoryTitle,
): string {
  const shown = blocks.filter(block => !isRemovedBlock(block));
  const body =
    shown.length > 0
      ? shown
          .map(
            (block, index) =>
              separator(shown[index - 1], block) +
              phaseHeading(shown.slice(0, index), block) +
              renderBlock(block, notes, categoryTitle) +
              (WITH_CAUSES.has(id)
                ? block.claims.map(renderCause).join('')
                : ''),
          )
          .join('')
      : 'Nothing recorded.';
  return `## ${escapeMarkdown(title)}\n\n${body}\n`;
}

/** Items of a list follow each other; other blocks are separated. */
function separator(before: Block | undefined, block: Block): string {
  if (!before) return '';
  return block.type !== 'paragraph' && before.type === block.type
    ? '\n'
    : '\n\n';
}

/** Before the first entry of a phase, and of a day where there are several. */
function phaseHeading(before: readonly Block[], { timeline }: Block): string {
  const { phase, day } = timeline ?? {};
  if (!phase) return '';
  const last = before.findLast(one => one.timeline?.phase)?.timeline;
  const headings = [
    ...(phase === last?.phase ? [] : [`### ${PHASES[phase]}\n\n`]),
    ...(day === undefined || (phase === last?.phase && day === last?.day)
      ? []
      : [`#### ${escapeMarkdown(day)}\n\n`]),
  ];
  if (headings.length === 0) return '';
  // The list before it ends with one line break
  return `${before.length > 0 ? '\n' : ''}${headings.join('')}`;
}

function renderBlock(
  block: Block,
  notes: Footnotes,
  categoryTitle: CategoryTitle,
): string {
  // The appendix has what is folded
  if (block.more && block.claims.length === 0) {
    return `- ${escapeMarkdown(block.more.label)}`;
  }
  const claims = block.claims.map(claim => renderClaim(claim, notes)).join(' ');
  if (block.actionItem) return renderActionItem(block.actionItem, claims);
  const text = block.category
    ? `${claims} *(category: ${escapeMarkdown(
        categoryTitle(block.category.id),
      )})*`
    : claims;
  const regions = block.timeline?.regions?.map(escapeMarkdown).join(', ');
  return block.type === 'paragraph'
    ? text
    : `- ${text}${regions ? ` *(${regions})*` : ''}`;
}

/** What ties a possible cause to the incident, what speaks against it, and what a person decided. */
function renderCause(claim: Claim): string {
  const cause = candidateCauseOf(claim);
  if (!cause) return '';
  const { decision } = claim;
  const lines = [
    ...cause.ties.map(({ detail }) => `For it: ${escapeMarkdown(detail)}`),
    ...cause.against.map(
      ({ detail }) => `Against it: ${escapeMarkdown(detail)}`,
    ),
    ...(decision
      ? [
          `${
            decision.outcome === 'confirmed' ? 'Confirmed' : 'Ruled out'
          } by ${inlineCode(decision.by)} on ${decision.at.slice(
            0,
            10,
          )}: ${escapeMarkdown(decision.reason)}`,
        ]
      : []),
  ];
  // A list after a paragraph needs a line between
  return lines.length > 0
    ? `\n\n${lines.map(line => `- ${line}`).join('\n')}`
    : '';
}

function renderClaim(claim: Claim, notes: Footnotes): string {
  return `${escapeMarkdown(claim.text)}${MARKS[claim.verdict]}${notes.cite(
    claim.spans,
    MAX_NOTES,
  )}`;
}

function renderActionItem(item: ActionItem, why: string): string {
  const facts = [
    item.type,
    `priority ${item.priority}`,
    humanise(item.state),
    ...(item.owner ? [`owner ${item.owner}`] : []),
    ...(item.dueAt ? [`due ${item.dueAt.slice(0, 10)}`] : []),
  ];
  const done = item.state === 'done' || item.state === 'verified';
  return [
    `- [${done ? 'x' : ' '}] ${escapeMarkdown(item.title)} (${escapeMarkdown(
      facts.join(', '),
    )})`,
    `  - Done when: ${escapeMarkdown(item.endState)}`,
    ...(why ? [`  - Why: ${why}`] : []),
  ].join('\n');
}

/** A state as people write it: `in review`. */
function humanise(state: string): string {
  return state.replaceAll('_', ' ');
}
