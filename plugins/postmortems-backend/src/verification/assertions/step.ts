import type { JsonValue } from '@postmortems/backstage-plugin-postmortems-common';
import { isNotRecorded, stepFailure } from '../../traces';
import { nameKey } from '../nameKey';
import { reevaluateStep } from '../stepRule';
import {
  contradictedBy,
  firstFailing,
  holdsBy,
  nodeOfKind,
  saysWords,
  spanAt,
  unknown,
  unsupported,
} from './result';
import type { Evaluation, Evaluator } from './types';

/**
 * A step of an investigation passed or failed its rule, which is evaluated again
 * where code can; else a sentence may only say that the investigator states it. What
 * the step concludes is the investigator's statement in any case.
 */
export const evaluateStep: Evaluator<'step'> = (assertion, facts) => {
  const { evidence: id, outcome, action, explanation, hypothesis } = assertion;
  const { stated: isStated, target = [], answer } = assertion;
  const found = nodeOfKind(facts, id, ['step']);
  if ('outcome' in found) return found;
  const { payload } = found;
  if (payload?.kind !== 'step')
    return unsupported(`${id} has no readable step`);
  const failure = stepFailure(payload);
  const recorded = payload.validation.passed ? 'passed' : 'failed';
  const spans = spanAt(facts, id, '/validation/passed');
  const checks: Evaluation[] = [];
  let detail = `By the investigator the step ${recorded} its rule`;
  const isUnknown = isNotRecorded(payload.output);
  if (isUnknown || outcome === 'not_recorded') {
    detail = 'What its tool answered was not recorded';
    if (!isUnknown) {
      checks.push(contradictedBy('What it answered was recorded', ...spans));
    } else if (outcome !== 'not_recorded') {
      checks.push(contradictedBy(detail, ...spans));
    }
  } else if (outcome === 'not_run') {
    detail = `Its tool call failed (${failure}), so that it could not be checked`;
    if (!failure) {
      checks.push(contradictedBy('Its tool call did not fail', ...spans));
    }
  } else if (failure) {
    checks.push(
      contradictedBy(
        `The step could not be checked: its tool call failed (${failure})`,
        ...spans,
      ),
    );
  } else if (recorded !== outcome) {
    checks.push(contradictedBy(detail, ...spans));
  } else {
    const again = reevaluateStep({
      id,
      step: payload,
      node: one => facts.node(one),
    });
    if (again) {
      detail = `Evaluated again, its rule ${
        again.holds ? 'holds' : 'does not hold'
      }: ${again.detail}`;
    }
    if (again && again.holds !== payload.validation.passed) {
      checks.push(
        contradictedBy(
          `${detail}, but the step is recorded as ${recorded}`,
          ...spans,
        ),
      );
    }
    if (!again && !isStated) {
      checks.push(
        unknown(
          `No code can evaluate its rule again; that it ${recorded} is stated by the investigator`,
          ...spans,
        ),
      );
    }
  }
  if (action && nameKey(action) !== nameKey(payload.action)) {
    checks.push(
      contradictedBy(
        `The step was ${payload.action}`,
        ...spanAt(facts, id, '/action'),
      ),
    );
  }
  const quoted = [
    [explanation, payload.validation.explanation, '/validation/explanation'],
    [hypothesis, String(found.node.payload.hypothesis ?? ''), '/hypothesis'],
  ] as const;
  for (const [words, actual, pointer] of quoted) {
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
  const places: [words: string, value: JsonValue][] = [
    ...target.map((words): [string, JsonValue] => [words, payload.input]),
    ...(answer === undefined
      ? []
      : [[answer, payload.output] as [string, JsonValue]]),
  ];
  for (const [words, value] of places) {
    if (!textsIn(value).some(text => saysWords(text, words))) {
      checks.push(unsupported(`The step has no “${words}”`, ...spans));
    }
  }
  return firstFailing(checks) ?? holdsBy(detail, ...spans);
};

/** All texts in a value. */
function textsIn(value: JsonValue): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object'
    ? Object.values(value).flatMap(textsIn)
    : [];
}
