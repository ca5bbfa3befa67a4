import {
  hasContent,
  isCustomSection,
  isRemovedBlock,
  type Block,
  type EvidenceNode,
  type EvidenceSeal,
  type GlossaryTerm,
  type Incident,
  type IncidentPhase,
  type InvestigationTrace,
  type Postmortem,
  type RootCauseStatus,
  type Section,
  type SvgElement,
} from '@postmortems/backstage-plugin-postmortems-common';
import { appendix } from './appendix';
import { blockItem, causeItems, foldedSentence, humanise } from './blockItem';
import { Footnotes } from './Footnotes';
import {
  code,
  emphasis,
  joined,
  strong,
  type DocumentTree,
  type Item,
  type Line,
  type Part,
} from './tree';

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

/** What an export shows. */
export type ExportedDocument = {
  postmortem: Postmortem;
  incident: Incident;
  seal: EvidenceSeal;
  /** That it was drafted with. */
  trace?: InvestigationTrace;
  evidence: ReadonlyMap<string, EvidenceNode>;
  glossary: readonly GlossaryTerm[];
  /** The title of a category by its id. */
  categoryTitle(id: string): string;
  /** For formats that hold a picture. */
  picture?: SvgElement;
};

/** The document with a footnote for each piece of evidence that its sentences cite. */
export function documentTree(document: ExportedDocument): DocumentTree {
  const { postmortem, incident, evidence, glossary, picture } = document;
  const notes = new Footnotes(evidence);
  const parts: Part[] = [
    { type: 'list', items: factsOf(document).map(line => ({ line })) },
    { type: 'picture', file: `${incident.key}.svg`, svg: picture },
    ...postmortem.sections
      .filter(section => !isCustomSection(section.id) || hasContent(section))
      .flatMap(section => sectionParts(section, notes, document)),
    ...glossaryParts(glossary),
    ...appendix(
      postmortem.sections,
      claim => foldedSentence(claim, notes),
      document.trace,
    ),
  ];
  return { title: postmortem.title, parts, notes: notes.list() };
}

function factsOf({ postmortem, incident, seal }: ExportedDocument): Line[] {
  const { template, timeZone } = postmortem;
  return [
    [`Incident: ${incident.key} (${incident.severity})`],
    [
      'Services: ',
      ...joined(
        incident.services.map(ref => [code(ref)]),
        ', ',
      ),
    ],
    [`Status: ${humanise(postmortem.status)}, revision ${postmortem.revision}`],
    ['Root cause: ', ...rootCauseOf(postmortem)],
    [
      `Template: ${template.name}, version ${template.version} (${template.reason})`,
    ],
    ...routingOf(postmortem),
    ...(timeZone ? [[`Time zone: ${timeZone}`]] : []),
    [
      `Evidence: ${seal.manifest.nodes} pieces, sealed ${seal.sealedAt} with SHA-256 `,
      code(seal.root),
    ],
    ...(postmortem.sealProblems ?? []).map(
      ({ message }): Line => [strong('Not as it was sealed'), `: ${message}`],
    ),
  ];
}

/** From which evidence it was written and why, and what sections leave out. */
function routingOf({ routing, sections }: Postmortem): Line[] {
  if (!routing) return [];
  const titleOf = (id: string) =>
    sections.find(section => section.id === id)?.title;
  return [
    [routing.reason],
    ...routing.unused.flatMap(({ section, sourceType, count }): Line[] => {
      const title = titleOf(section);
      return title
        ? [
            [
              `${title} does not use ${count} ${
                count === 1 ? 'piece' : 'pieces'
              } of evidence of the type ${humanise(sourceType)}`,
            ],
          ]
        : [];
    }),
  ];
}

function rootCauseOf(postmortem: Postmortem): Line {
  const { rootCauseStatus, undeterminedAccepted } = postmortem;
  const status = ROOT_CAUSE[rootCauseStatus];
  return undeterminedAccepted
    ? [
        `${status}; `,
        code(undeterminedAccepted.by),
        ` accepted that it is undetermined: ${undeterminedAccepted.reason}`,
      ]
    : [status];
}

/** Blocks that follow each other form one list, except paragraphs. */
function sectionParts(
  { id, title, blocks }: Section,
  notes: Footnotes,
  document: ExportedDocument,
): Part[] {
  const parts: Part[] = [{ type: 'heading', level: 2, line: [title] }];
  const shown = blocks.filter(block => !isRemovedBlock(block));
  if (shown.length === 0) {
    return [...parts, { type: 'paragraph', line: ['Nothing recorded.'] }];
  }
  let place: Pick<NonNullable<Block['timeline']>, 'phase' | 'day'> = {};
  let list: { of: Block['type']; items: Item[] } | undefined;
  for (const block of shown) {
    const { phase, day } = block.timeline ?? {};
    if (phase && phase !== place.phase) {
      list = undefined;
      parts.push({ type: 'heading', level: 3, line: [PHASES[phase]] });
    }
    if (phase && day && (phase !== place.phase || day !== place.day)) {
      list = undefined;
      parts.push({ type: 'heading', level: 4, line: [day] });
    }
    if (phase) place = { phase, day };
    const item = blockItem(block, notes, document.categoryTitle);
    const causes = WITH_CAUSES.has(id) ? block.claims.flatMap(causeItems) : [];
    if (block.type === 'paragraph' && !item.items) {
      list = undefined;
      parts.push({ type: 'paragraph', line: item.line });
      if (causes.length > 0) parts.push({ type: 'list', items: causes });
      continue;
    }
    if (list?.of !== block.type) {
      list = { of: block.type, items: [] };
      parts.push({ type: 'list', items: list.items });
    }
    const items = [...(item.items ?? []), ...causes];
    list.items.push(items.length > 0 ? { ...item, items } : item);
  }
  return parts;
}

function glossaryParts(glossary: readonly GlossaryTerm[]): Part[] {
  if (glossary.length === 0) return [];
  return [
    { type: 'heading', level: 2, line: ['Glossary'] },
    {
      type: 'list',
      items: glossary.map(({ name, description, ownerRef, source, asOf }) => ({
        line: [
          strong(name),
          ...(description ? [`: ${asSentence(description)}`] : []),
          ...(ownerRef ? [' Owner: ', code(ownerRef)] : []),
          ' ',
          emphasis(
            `(from the ${source}${
              asOf ? ` as of ${asOf.slice(0, 16).replace('T', ' ')} UTC` : ''
            })`,
          ),
        ],
      })),
    },
  ];
}

function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
