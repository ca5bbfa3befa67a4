import type {
  Assertion,
  VerdictReason,
} from '@postmortems/backstage-plugin-postmortems-common';
import { evaluateAssertion } from './assertions';
import type { Evaluation } from './assertions/types';
import type { SealedFacts } from './SealedFacts';

/** Ids that one reason names. */
const MAX_NAMED = 3;

/**
 * Why an assertion that holds rests on evidence of low confidence alone: without it,
 * it does not hold.
 */
export function lacksConfidence(
  assertion: Assertion,
  { outcome, spans }: Evaluation,
  facts: SealedFacts,
): VerdictReason[] {
  const { confident } = facts;
  if (outcome !== 'holds' || confident === facts) return [];
  if (evaluateAssertion(assertion, confident).outcome === 'holds') return [];
  const text = JSON.stringify([assertion, spans]);
  const unsure = [...facts.all()]
    .map(({ node }) => node)
    .filter(({ id }) => facts.isUnsure(id));
  const named = unsure.filter(({ id }) => text.includes(JSON.stringify(id)));
  const shown = (named.length > 0 ? named : unsure)
    .slice(0, MAX_NAMED)
    .map(({ id, confidence }) => `${id} (${confidence})`);
  return [
    {
      check: 'confidence',
      outcome: 'failed',
      message: `It rests on ${shown.join(
        ', ',
      )}, whose confidence is below the ${
        facts.minConfidence
      } that the template asks for`,
    },
  ];
}
