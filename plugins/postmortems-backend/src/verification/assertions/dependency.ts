import {
  joinPointer,
  SEAL_EVIDENCE_ID,
  type EvidenceSpan,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { SealedFacts } from '../SealedFacts';
import {
  contradictedBy,
  holdsBy,
  spanAt,
  unknown,
  unsupported,
} from './result';
import type { Evaluator } from './types';

/** A service depends on another, by the catalog's relations when the evidence was sealed. */
export const evaluateDependency: Evaluator<'dependency'> = (
  { from, to },
  facts,
) => {
  if (facts.hasSealedRelations && facts.isChanged(SEAL_EVIDENCE_ID)) {
    return unsupported('The record of the seal is not what was sealed');
  }
  const source = facts.hasSealedRelations
    ? 'By the catalog when the evidence was sealed'
    : 'By the catalog of today, since this seal has no relations';
  if (facts.dependsOn(from, to)) {
    return holdsBy(
      `${source}, ${from} depends on ${to}`,
      ...relationSpans(from, to, facts),
    );
  }
  return facts.dependsOn(to, from)
    ? contradictedBy(
        `${source}, ${to} depends on ${from}`,
        ...relationSpans(to, from, facts),
      )
    : unknown(`${source}, ${from} has no such relation`);
};

/** The sealed relations on the way from one service to another. */
function relationSpans(
  from: string,
  to: string,
  facts: SealedFacts,
): EvidenceSpan[] {
  const sealed = Object.entries(facts.seal.manifest.dependencies ?? {});
  const way = facts.dependencies(from).get(facts.serviceKey(to)) ?? [];
  return way.flatMap((key, index) => {
    const before = index === 0 ? facts.serviceKey(from) : way[index - 1];
    const [ref, refs = []] =
      sealed.find(([one]) => facts.serviceKey(one) === before) ?? [];
    const place = refs.findIndex(one => facts.serviceKey(one) === key);
    return ref === undefined || place < 0
      ? []
      : spanAt(
          facts,
          SEAL_EVIDENCE_ID,
          joinPointer('', 'dependencies', ref, place),
        );
  });
}
