import type { Assertion } from '@postmortems/backstage-plugin-postmortems-common';
import type { SealedFacts } from '../SealedFacts';
import { evaluateAbsence } from './absence';
import { evaluateAggregate } from './aggregate';
import { evaluateAlert } from './alert';
import { evaluateCandidateCause } from './candidateCause';
import { evaluateChange } from './change';
import { evaluateCount } from './count';
import { evaluateDependency } from './dependency';
import { evaluateDeploymentChange } from './deploymentChange';
import { evaluateDid } from './did';
import { evaluateDuration } from './duration';
import { evaluateExtreme } from './extreme';
import { evaluateGap } from './gap';
import { evaluateLog } from './log';
import { evaluateMilestone } from './milestone';
import { evaluateMissingEvidence } from './missingEvidence';
import { evaluateOrder } from './order';
import { evaluateQuantified } from './quantified';
import { evaluateQuotation } from './quotation';
import { evaluateRecord } from './record';
import { evaluateSaid } from './said';
import { evaluateShare } from './share';
import { evaluateState } from './state';
import { evaluateStep } from './step';
import type { Evaluation, Evaluator } from './types';
import { evaluateValue } from './value';

const EVALUATORS: { [T in Assertion['type']]: Evaluator<T> } = {
  value: evaluateValue,
  change: evaluateChange,
  extreme: evaluateExtreme,
  aggregate: evaluateAggregate,
  alert: evaluateAlert,
  deploymentChange: evaluateDeploymentChange,
  log: evaluateLog,
  said: evaluateSaid,
  did: evaluateDid,
  order: evaluateOrder,
  gap: evaluateGap,
  duration: evaluateDuration,
  count: evaluateCount,
  share: evaluateShare,
  absence: evaluateAbsence,
  quantified: evaluateQuantified,
  state: evaluateState,
  dependency: evaluateDependency,
  step: evaluateStep,
  milestone: evaluateMilestone,
  record: evaluateRecord,
  quotation: evaluateQuotation,
  missingEvidence: evaluateMissingEvidence,
  candidateCause: evaluateCandidateCause,
};

/** Evaluates an assertion on sealed evidence. Deterministic. */
export function evaluateAssertion(
  assertion: Assertion,
  facts: SealedFacts,
): Evaluation {
  const evaluate = EVALUATORS[assertion.type] as (
    assertion: Assertion,
    facts: SealedFacts,
  ) => Evaluation;
  return evaluate(assertion, facts);
}
