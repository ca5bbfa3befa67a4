import type {
  Claim,
  InvestigationTrace,
  Section,
} from '@postmortems/backstage-plugin-postmortems-common';
import { code, type Item, type Line, type Part } from './tree';

/** Entries and characters of an appendix; a reader who wants more opens the page. */
const MAX_ENTRIES = 200;
const MAX_LENGTH = 18_000;
/** Part of the entries that is tried next when they are too long. */
const LESS = 0.75;

type Fold = { heading: string; claims: readonly Claim[] };

/**
 * What is folded in the document, for readers who cannot open it: of each fold what says
 * most, and how much more there is. Before it, where the trace comes from.
 */
export function appendix(
  sections: readonly Section[],
  entryOf: (claim: Claim) => Line,
  trace?: InvestigationTrace,
): Part[] {
  const origin = originOf(trace);
  const folds = sections.flatMap(({ blocks }) =>
    blocks.flatMap(({ claims, more }): Fold[] =>
      more && more.claims.length > 0
        ? [
            {
              heading:
                claims.map(({ text }) => text).join(' ') ||
                more.label.replace(/[.:]$/, ''),
              claims: more.claims,
            },
          ]
        : [],
    ),
  );
  if (folds.length + origin.length === 0) return [];
  const chosen = chosenFrom(folds, entryOf);
  const left = folds
    .filter((_, index) => chosen[index].length === 0)
    .reduce((sum, { claims }) => sum + claims.length, 0);
  return [
    { type: 'heading', level: 2, line: ['Appendix'] },
    ...origin,
    ...folds.flatMap(({ heading, claims }, index): Part[] => {
      const items = chosen[index];
      const rest = claims.length - items.length;
      if (items.length === 0) return [];
      return [
        { type: 'heading', level: 3, line: [heading] },
        {
          type: 'list',
          items:
            rest > 0
              ? [
                  ...items,
                  { line: [`${rest} more on the page of the postmortem.`] },
                ]
              : items,
        },
      ];
    }),
    ...(left > 0
      ? [
          {
            type: 'paragraph' as const,
            line: [`${left} more entries are on the page of the postmortem.`],
          },
        ]
      : []),
  ];
}

/** Where a platform's trace comes from, and under which terms it may be passed on. */
function originOf(trace: InvestigationTrace | undefined): Part[] {
  if (!trace?.license && !trace?.provider) return [];
  const { traceId, investigator, provider, sourceUrl, license, steps } = trace;
  const lines: Line[] = [
    ['Trace: ', code(traceId), `, steps: ${steps.length}`],
    ...(investigator ? [[`Investigated by ${investigator}`]] : []),
    ...(provider ? [['Source: ', code(provider)]] : []),
    ...(sourceUrl ? [[`Record: ${sourceUrl}`]] : []),
    ...(license ? [[`License: ${license}`]] : []),
  ];
  return [
    { type: 'heading', level: 3, line: ['Investigation'] },
    { type: 'list', items: lines.map(line => ({ line })) },
  ];
}

/** Entries of each fold, as many as there is room for. */
function chosenFrom(
  folds: readonly Fold[],
  entryOf: (claim: Claim) => Line,
): Item[][] {
  for (let most = MAX_ENTRIES; ; most = Math.floor(most * LESS)) {
    const room = roomOf(folds, most);
    const chosen = folds.map(({ claims }, index) =>
      longest(claims, room[index]).map(claim => ({ line: entryOf(claim) })),
    );
    const length = chosen
      .flat()
      .reduce((sum, { line }) => sum + lengthOf(line), 0);
    if (length <= MAX_LENGTH || most === 0) return chosen;
  }
}

function lengthOf(line: Line): number {
  return line.reduce((sum, one) => {
    if (typeof one === 'string') return sum + one.length;
    return sum + ('text' in one ? one.text.length : 5);
  }, 0);
}

/** An equal share for each fold; what a small one does not need goes to the others. */
function roomOf(folds: readonly Fold[], most: number): number[] {
  const room = folds.map(() => 0);
  let left = most;
  const bySize = folds
    .map(({ claims }, index) => ({ index, size: claims.length }))
    .sort((a, b) => a.size - b.size || a.index - b.index);
  for (const [place, { index, size }] of bySize.entries()) {
    room[index] = Math.min(size, Math.floor(left / (folds.length - place)));
    left -= room[index];
  }
  return room;
}

/** The longest ones, as they stand: short ones are mostly assent. */
function longest(claims: readonly Claim[], room: number): readonly Claim[] {
  if (claims.length <= room) return claims;
  const kept = new Set(
    [...claims].sort((a, b) => b.text.length - a.text.length).slice(0, room),
  );
  return claims.filter(claim => kept.has(claim));
}
