import type {
  CandidateCauseAssertion,
  CauseTie,
  RuleViolation,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { SealedFacts } from '../SealedFacts';
import { WEAK_TIES } from './weakTies';

/** What a cause lacks for a person to confirm it. Each says what to do. */
export function findConfirmationProblems(
  { ties, against }: Pick<CandidateCauseAssertion, 'ties' | 'against'>,
  options: {
    facts: SealedFacts;
    /** Its ties by evidence of which its source is sure enough. */
    confidentTies: readonly CauseTie[];
    /** The template asks for telemetry, a deployment or a step as evidence. */
    requireEvidence: boolean;
    /** The reason explains what speaks against it. */
    explains: boolean;
  },
): RuleViolation[] {
  const { facts, confidentTies, requireEvidence, explains } = options;
  const strong = ties.filter(({ type }) => !WEAK_TIES.has(type));
  const confident = confidentTies.filter(({ type }) => !WEAK_TIES.has(type));
  const problems: RuleViolation[] = [];
  if (strong.length === 0) {
    problems.push({
      rule: 'root_cause.tie_required',
      message:
        ties.length === 0
          ? 'Nothing in the evidence ties this cause to the incident. Add evidence that does, and draft again'
          : 'That it happened before, or to the same service, does not tie this cause to the incident. Add evidence that does, and draft again',
    });
  } else if (confident.length === 0) {
    const unsure = [...new Set(strong.flatMap(({ evidence }) => evidence))]
      .filter(id => facts.isUnsure(id))
      .map(id => `${id} (${facts.node(id)!.node.confidence})`);
    problems.push({
      rule: 'root_cause.confidence_required',
      message: `What ties this cause to the incident rests on evidence whose confidence is below the ${
        facts.minConfidence
      } that the template asks for${
        unsure.length > 0 ? `: ${unsure.join(', ')}` : ''
      }. Add evidence that is surer, and draft again`,
    });
  } else if (
    requireEvidence &&
    !confident.some(tie => restsOnEvidence(tie, facts))
  ) {
    problems.push({
      rule: 'root_cause.evidence_required',
      message:
        'The template requires that telemetry, a deployment or a checked step of an investigation ties the cause to the incident. Chat and the catalog alone are not enough',
    });
  }
  if (against.length > 0 && !explains) {
    problems.push({
      rule: 'root_cause.counter_evidence',
      message: `Something speaks against this cause (${against
        .map(({ detail }) => detail)
        .join(
          '; ',
        )}). Explain it in the reason, and confirm that it is explained`,
    });
  }
  return problems;
}

/** Whether a cause is tied by more than order and service. */
export function isTied({
  ties,
}: Pick<CandidateCauseAssertion, 'ties'>): boolean {
  return ties.some(({ type }) => !WEAK_TIES.has(type));
}

function restsOnEvidence(
  { type, evidence }: CauseTie,
  facts: SealedFacts,
): boolean {
  if (type === 'step') return true;
  if (type === 'depends_on') return false;
  return evidence.some(id => {
    const sourceType = facts.node(id)?.node.sourceType;
    return sourceType === 'telemetry' || sourceType === 'deployment';
  });
}
