import {
  candidateCauseOf,
  type ActionItem,
  type Block,
  type Claim,
  type Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Footnotes } from './Footnotes';
import {
  code,
  emphasis,
  joined,
  strong,
  type Inline,
  type Item,
  type Line,
} from './tree';

/** Marks of verdicts that need attention. */
const MARKS: Record<Verdict, readonly Inline[]> = {
  supported: [],
  unverified: [' ', emphasis('(unverified)')],
  unsupported: [' ', strong('(not supported by the evidence)')],
  contradicted: [' ', strong('(contradicted by the evidence)')],
  attested: [' ', emphasis('(attested by a person)')],
};

/** Footnotes of one sentence. */
const MAX_NOTES = 6;
/** A block as an item of a list, or as a paragraph if nothing stands below it. */
export function blockItem(
  block: Block,
  notes: Footnotes,
  categoryTitle: (id: string) => string,
): Item {
  const { more, actionItem, category } = block;
  if (more && block.claims.length === 0) {
    // The appendix has what is folded
    return { line: [more.label] };
  }
  const line = joined(
    block.claims.map(claim => sentence(claim, notes)),
    ' ',
  );
  if (actionItem) return taskOf(actionItem, line);
  const regions = block.timeline?.regions ?? [];
  return {
    line: [
      ...line,
      ...(category
        ? [' ', emphasis(`(category: ${categoryTitle(category.id)})`)]
        : []),
      ...(regions.length > 0 ? [' ', emphasis(`(${regions.join(', ')})`)] : []),
    ],
  };
}

/** A claim with the mark of its verdict and its footnotes. */
function sentence(claim: Claim, notes: Footnotes): Line {
  return [
    claim.text,
    ...MARKS[claim.verdict],
    ...notes.cite(claim.spans, MAX_NOTES),
  ];
}

/** A claim of the appendix, which adds no footnotes. */
export function foldedSentence(claim: Claim, notes: Footnotes): Line {
  return [claim.text, ...MARKS[claim.verdict], ...notes.mention(claim.spans)];
}

/** What ties a possible cause to the incident, what speaks against it, and what a person decided. */
export function causeItems(claim: Claim): Item[] {
  const cause = candidateCauseOf(claim);
  if (!cause) return [];
  const { decision } = claim;
  return [
    ...cause.ties.map(({ detail }) => ({ line: [`For it: ${detail}`] })),
    ...cause.against.map(({ detail }) => ({
      line: [`Against it: ${detail}`],
    })),
    ...(decision
      ? [
          {
            line: [
              decision.outcome === 'confirmed'
                ? 'Confirmed by '
                : 'Ruled out by ',
              code(decision.by),
              ` on ${decision.at.slice(0, 10)}: ${decision.reason}`,
            ],
          },
        ]
      : []),
  ];
}

function taskOf(item: ActionItem, why: Line): Item {
  const facts = [
    item.type,
    `priority ${item.priority}`,
    humanise(item.state),
    ...(item.owner ? [`owner ${item.owner}`] : []),
    ...(item.dueAt ? [`due ${item.dueAt.slice(0, 10)}`] : []),
  ];
  return {
    done: item.state === 'done' || item.state === 'verified',
    line: [`${item.title} (${facts.join(', ')})`],
    items: [
      { line: [`Done when: ${item.endState}`] },
      ...(why.length > 0 ? [{ line: ['Why: ', ...why] }] : []),
    ],
  };
}

/** A state as people write it: `in review`. */
export function humanise(state: string): string {
  return state.replaceAll('_', ' ');
}
