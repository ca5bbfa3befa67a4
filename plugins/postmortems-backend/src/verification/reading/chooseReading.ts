import type { Assertion } from '@postmortems/backstage-plugin-postmortems-common';
import { evaluateAssertion } from '../assertions/evaluateAssertion';
import type { Evaluation } from '../assertions/types';
import type { SealedFacts } from '../SealedFacts';
import type { Statement } from './nouns/mention';

/** Most readings of a clause that are compared. */
const MAX_READINGS = 48;

type Outcome = Evaluation['outcome'];

/** Where these lack evidence, it is a time that no record has; others may know it. */
const OF_TIMES = new Set<Assertion['type']>([
  'alert',
  'gap',
  'order',
  'duration',
  'state',
]);

/**
 * The assertions of a clause with several readings, or `undefined` when they
 * disagree. Readings that rest on cited evidence come first. One that fails is
 * chosen only when no other could be meant, and when it also fails by a more
 * generous measure: a true sentence that is called wrong does more harm than a
 * false one that stays unverified.
 */
export function chooseReading(
  statements: readonly Statement[],
  facts: SealedFacts,
): Assertion[] | undefined {
  if (
    statements.length === 0 ||
    statements.length > MAX_READINGS ||
    statements.some(({ assertions }) => assertions.length === 0)
  ) {
    return undefined;
  }
  const least = Math.min(...statements.map(({ uncited }) => uncited));
  const best = statements.filter(({ uncited }) => uncited === least);
  const outcomes = best.map(({ assertions }) => outcomeOf(assertions, facts));
  const holding = best.filter((_, at) => outcomes[at] === 'holds');
  if (holding.length > 0) {
    const isCertain = holding.length === best.length || isOneOfAKind(best);
    return isCertain ? distinct(holding[0].assertions) : undefined;
  }
  if (outcomes.includes('unknown')) return undefined;
  const couldHold = statements.some(one => {
    const outcome = outcomeOf(one.assertions.map(generous), facts);
    return outcome === 'holds' || outcome === 'unknown';
  });
  if (couldHold) return undefined;
  const contradicted = best.find((_, at) => outcomes[at] === 'contradicted');
  return distinct((contradicted ?? best[0]).assertions);
}

/** Whether readings say the same of several bearers of a name, so that one of them is enough. */
function isOneOfAKind(statements: readonly Statement[]): boolean {
  const shapes = statements.map(({ assertions }) =>
    assertions.map(({ type }) => type).join(),
  );
  return (
    new Set(shapes).size === 1 && statements.every(({ isNamed }) => isNamed)
  );
}

function distinct(assertions: readonly Assertion[]): Assertion[] {
  return [
    ...new Map(assertions.map(one => [JSON.stringify(one), one])).values(),
  ];
}

function outcomeOf(
  assertions: readonly Assertion[],
  facts: SealedFacts,
): Outcome {
  const outcomes = assertions.map(one => {
    const { outcome } = evaluateAssertion(one, facts);
    return outcome === 'unsupported' && OF_TIMES.has(one.type)
      ? 'unknown'
      : outcome;
  });
  return (
    (['contradicted', 'unsupported', 'unknown'] as const).find(one =>
      outcomes.includes(one),
    ) ?? 'holds'
  );
}

/** With numbers as people round them who do not say so. */
function generous(assertion: Assertion): Assertion {
  return JSON.parse(JSON.stringify(assertion), (_, value) =>
    isQuantity(value)
      ? {
          ...value,
          precision: value.precision * 2.2,
          bound: value.bound === 'exactly' ? 'about' : value.bound,
        }
      : value,
  ) as Assertion;
}

function isQuantity(
  value: unknown,
): value is { bound: string; precision: number } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'bound' in value &&
    'precision' in value
  );
}
