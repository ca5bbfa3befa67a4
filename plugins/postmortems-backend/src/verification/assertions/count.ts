import type {
  AssertionOf,
  KnownPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { holds } from '../compare';
import { regionOf } from '../regionOf';
import { authorKey, type SealedFacts, type SealedNode } from '../SealedFacts';
import { contradictedBy, holdsBy, unknown } from './result';
import type { Evaluator } from './types';

/** How many nodes there are of a kind, or how many alerts, services or people they name. */
export const evaluateCount: Evaluator<'count'> = (assertion, facts) => {
  const { filter, distinct, quantity } = assertion;
  const selected = facts.select(filter);
  const count = countDistinct(selected, distinct, facts);
  const spans = selected
    .slice(0, 1)
    .flatMap(({ node }) =>
      typeof node.payload.kind === 'string'
        ? [{ evidenceId: node.id, pointer: '/kind', quote: node.payload.kind }]
        : [],
    );
  const detail = `The evidence has ${count}`;
  const result = holds(
    { ...quantity, unit: 'count' },
    { value: count, unit: 'count' },
  );
  if (result) return holdsBy(detail, ...spans);
  return selected.some(({ node }) => node.truncated)
    ? unknown(`${detail}, and some of it has been cut`, ...spans)
    : contradictedBy(detail, ...spans);
};

/** How often what a record tells of happened: a log line may stand for many. */
export function occurrencesOf(payload: KnownPayload | undefined): number {
  return payload?.kind === 'log' ? payload.count ?? 1 : 1;
}

function countDistinct(
  selected: readonly SealedNode[],
  distinct: AssertionOf<'count'>['distinct'],
  facts: SealedFacts,
): number {
  switch (distinct) {
    case 'alerts':
      // Firing and resolved are two nodes of one alert.
      return new Set(
        selected.flatMap(({ node, payload }) =>
          payload?.kind === 'alert'
            ? [
                JSON.stringify([
                  payload.alertName,
                  facts.serviceKey(node.metadata.service),
                  payload.labels ?? {},
                  facts.timeOf({ evidence: node.id, pointer: '/startsAt' }),
                ]),
              ]
            : [],
        ),
      ).size;
    case 'services':
      return new Set(
        selected.map(({ node }) => facts.serviceKey(node.metadata.service)),
      ).size;
    case 'speakers':
      return new Set(
        selected.flatMap(({ payload }) =>
          payload?.kind === 'message' ? [authorKey(payload)] : [],
        ),
      ).size;
    case 'regions':
      return new Set(selected.flatMap(({ node }) => regionOf(node) ?? [])).size;
    case 'occurrences':
      return selected.reduce(
        (sum, { payload }) => sum + occurrencesOf(payload),
        0,
      );
    default:
      return selected.length;
  }
}
