import { counterEvidenceOf, isTied } from '../causes';
import { spanAt, unknown, unsupported } from './result';
import type { Evaluator } from './types';

/**
 * Code never establishes a cause: it computes what ties it to the effect and what
 * speaks against it, and a named person confirms.
 */
export const evaluateCandidateCause: Evaluator<'candidateCause'> = (
  assertion,
  facts,
) => {
  const { cause, effect, ties } = assertion;
  const used = [
    ...(cause ? [cause.evidence] : []),
    ...(effect ? [effect.evidence] : []),
    ...ties.flatMap(({ evidence }) => evidence),
  ];
  const changed = used.find(id => facts.isChanged(id));
  if (changed)
    return unsupported(`The evidence ${changed} is not what was sealed`);
  const missing = used.find(id => !facts.document(id));
  if (missing) return unsupported(`The evidence ${missing} does not exist`);
  const spans = effect?.pointer
    ? spanAt(facts, effect.evidence, effect.pointer)
    : [];
  const [against] = counterEvidenceOf(assertion, facts);
  if (against) {
    return unknown(`Something speaks against it: ${against.detail}`, ...spans);
  }
  return isTied(assertion)
    ? unknown(
        `A person has to confirm that this was the cause; ${ties.length} ${
          ties.length === 1 ? 'tie was' : 'ties were'
        } found`,
        ...spans,
      )
    : unknown(
        'A person has to confirm that this was the cause; nothing but time and service ties it to the incident so far',
        ...spans,
      );
};
