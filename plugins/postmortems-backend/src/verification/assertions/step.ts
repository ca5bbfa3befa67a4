import { toolFailure } from '../../traces';
import { nameKey } from '../nameKey';
import {
  contradictedBy,
  firstFailing,
  holdsBy,
  nodeOfKind,
  saysWords,
  spanAt,
  unsupported,
} from './result';
import type { Evaluation, Evaluator } from './types';

/** A step of an investigation passed or failed its rule. What it concludes is the investigator's statement. */
export const evaluateStep: Evaluator<'step'> = (assertion, facts) => {
  const { evidence: id, outcome, action, explanation, hypothesis } = assertion;
  const found = nodeOfKind(facts, id, ['step']);
  if ('outcome' in found) return found;
  const { payload } = found;
  if (payload?.kind !== 'step')
    return unsupported(`${id} has no readable step`);
  const failure = toolFailure(payload.output);
  const recorded = payload.validation.passed ? 'passed' : 'failed';
  const spans = spanAt(facts, id, '/validation/passed');
  const checks: Evaluation[] = [];
  if (outcome === 'not_run' && !failure) {
    checks.push(contradictedBy('Its tool call did not fail', ...spans));
  }
  if (outcome !== 'not_run' && recorded !== outcome) {
    checks.push(contradictedBy(`The step ${recorded} its rule`, ...spans));
  }
  if (action && nameKey(action) !== nameKey(payload.action)) {
    checks.push(
      contradictedBy(
        `The step was ${payload.action}`,
        ...spanAt(facts, id, '/action'),
      ),
    );
  }
  const stated = [
    [explanation, payload.validation.explanation, '/validation/explanation'],
    [hypothesis, String(found.node.payload.hypothesis ?? ''), '/hypothesis'],
  ] as const;
  for (const [words, actual, pointer] of stated) {
    if (words === undefined) continue;
    if (saysWords(actual, words)) {
      spans.push(...spanAt(facts, id, pointer));
    } else {
      checks.push(
        unsupported(
          'The step does not say that',
          ...spanAt(facts, id, pointer),
        ),
      );
    }
  }
  return (
    firstFailing(checks) ?? holdsBy(`The step ${recorded} its rule`, ...spans)
  );
};
