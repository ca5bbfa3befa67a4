import type { CandidateCauseAssertion } from '@postmortems/backstage-plugin-postmortems-common';
import { significantWords } from '../../platform/text/words';
import { nameKey } from '../nameKey';
import type { SealedFacts } from '../SealedFacts';
import type { Change } from './changes';
import type { CandidateCause } from './findCandidateCauses';
import type { CauseInQuestion } from './context';
import { identifiersOf } from './identifiers';

/** Share of the words of both that two statements have in common to say the same. */
const SAME = 0.7;
/** Most ties and citations of one cause. */
const MAX_TIES = 20;
const MAX_SPANS = 12;

type Found = CandidateCause & { of: CauseInQuestion };

/**
 * One cause of those that are the same: the same change, as of several regions, the
 * same names or the same words. What somebody states comes before what was only
 * recorded; of records the best tied one stands for all.
 */
export function mergeSame<T extends Found>(
  all: readonly T[],
  facts: SealedFacts,
  strengthOf: (cause: CandidateCauseAssertion) => number,
): T[] {
  const groups: T[][] = [];
  for (const one of all) {
    const group = groups.find(([first]) => isSame(first, one, facts));
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups.map(group => {
    const [first] = group;
    if (group.length === 1) return first;
    const told = isStated(first)
      ? first
      : group.reduce((a, b) =>
          strengthOf(b.assertion) > strengthOf(a.assertion) ? b : a,
        );
    const ties = [...told.assertion.ties];
    for (const { assertion } of group) {
      for (const tie of assertion.ties) {
        if (!ties.some(({ type }) => type === tie.type)) ties.push(tie);
      }
    }
    const spans = group.flatMap(one => one.spans);
    return {
      ...told,
      assertion: { ...told.assertion, ties: ties.slice(0, MAX_TIES) },
      spans: [
        ...new Map(
          [...told.spans, ...spans].map(span => [JSON.stringify(span), span]),
        ).values(),
      ].slice(0, MAX_SPANS),
    };
  });
}

function isStated({ of: { origin } }: Found): boolean {
  return origin !== 'change' && origin !== 'condition';
}

function isSame(a: Found, b: Found, facts: SealedFacts): boolean {
  const [one, other] = [a.of.change, b.of.change];
  if (one && other) {
    return one.node.id === other.node.id || isSameChange(one, other);
  }
  if (a.of.origin === 'condition' || b.of.origin === 'condition') return false;
  if (!isStated(a) || !isStated(b)) return false;
  const names = [a, b].map(({ of }) => identifiersOf(of.statement, facts));
  if (names[0].size > 0 && names[0].size === names[1].size) {
    return [...names[0]].every(name => names[1].has(name));
  }
  const [few, many] = [a, b]
    .map(({ of }) => significantWords(of.statement))
    .sort((x, y) => x.size - y.size);
  const shared = [...few].filter(word => many.has(word)).length;
  return many.size > 0 && shared / many.size >= SAME;
}

/** Whether the same was changed in the same way, wherever: a release reaches one region after the other. */
export function isSameChange(a: Change, b: Change): boolean {
  return changeKey(a) === changeKey(b);
}

function changeKey({ kind, service, node }: Change): string {
  const { name, version, previousVersion, message } = node.payload;
  return JSON.stringify(
    [kind, service, name, version, previousVersion, message].map(value =>
      typeof value === 'string' ? nameKey(value) : null,
    ),
  );
}
