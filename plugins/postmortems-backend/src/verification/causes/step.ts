import type { StepPayload } from '@postmortems/backstage-plugin-postmortems-common';
import { significantWords } from '../../platform/text/words';
import { isUnanswered } from '../../traces';
import type { SealedFacts } from '../SealedFacts';
import type {
  CauseInQuestion,
  CounterEvidenceFinder,
  TieFinder,
} from './context';
import { identifiersOf, withoutServices } from './identifiers';
import { quoted } from './names';
import { evaluateStepRule, parseStepRule, type StepRule } from '../stepRule';

/** Words of metrics and rules that say nothing of what is measured. */
const GENERIC = new Set([
  ...significantWords(
    'rate count total second millisecond error latency percent request response usage use used value sum avg max min number log line output time service metric contain',
  ),
]);
const NEGATES = /\b(?:not|no|never|none|without|lacks?|missing)\b|n't\b/i;
/** Share of the words of the shorter statement that both have to have, to be about the same. */
const SAME = 0.6;

/**
 * A step of the trace that passed, whose rule holds when it is evaluated again, and
 * that tested what the cause says.
 */
export const findStep: TieFinder = (cause, { facts, language }) =>
  stepsOf(facts).flatMap(({ id, step }) => {
    if (!step.validation.passed || isUnanswered(step)) return [];
    const rule = parseStepRule(step.validation.rule);
    if (!rule || !tests(rule, cause, facts)) return [];
    const result = evaluateStepRule(rule, {
      id,
      step,
      node: one => facts.node(one),
      language,
    });
    return result?.holds
      ? [
          {
            type: 'step' as const,
            evidence: [...new Set([id, ...result.evidence])].slice(0, 20),
            detail: language.messages.cause.stepHolds({
              rule: quoted(step.validation.rule, language),
              found: result.detail,
            }),
          },
        ]
      : [];
  });

/** A step that tested this cause and failed. One whose tool call failed tested nothing. */
export const findRefutedByStep: CounterEvidenceFinder = (
  cause,
  { facts, language },
) =>
  stepsOf(facts).flatMap(({ id, step }) => {
    const { validation, hypothesis, stepId } = step;
    if (validation.passed || isUnanswered(step)) return [];
    // The investigator concludes from it what the trace names
    const isSupport =
      cause.origin === 'investigator' &&
      facts.trace?.supportingEvidence.includes(stepId);
    if (isSupport || typeof hypothesis !== 'string') return [];
    if (!isAbout(hypothesis, cause, facts)) return [];
    const rule = parseStepRule(validation.rule);
    const result =
      rule &&
      evaluateStepRule(rule, {
        id,
        step,
        node: one => facts.node(one),
        language,
      });
    // The evidence says otherwise than the investigator
    if (result?.holds) return [];
    return [
      {
        type: 'refuted_by_step' as const,
        evidence: [id],
        detail: result
          ? language.messages.cause.stepRefutes({
              hypothesis: quoted(hypothesis, language),
              found: result.detail,
            })
          : language.messages.cause.investigatorRefutes({
              hypothesis: quoted(hypothesis, language),
              explanation: quoted(validation.explanation, language),
            }),
      },
    ];
  });

/** Whether a rule tests what the cause says: it names the same thing. */
function tests(
  rule: StepRule,
  { statement }: CauseInQuestion,
  facts: SealedFacts,
): boolean {
  const stated = significantWords(withoutServices(statement, facts));
  const has = (
    text: string,
    isEnough: (hits: number, all: number) => boolean,
  ) => {
    const words = [...significantWords(text)].filter(one => !GENERIC.has(one));
    return (
      words.length > 0 &&
      isEnough(words.filter(word => stated.has(word)).length, words.length)
    );
  };
  switch (rule.type) {
    case 'contains':
      if (rule.isQuote) return false;
      // A single word such as `memory` stands in statements of many causes
      return rule.terms.some(
        term =>
          (identifiersOf(term, facts).size > 0 || /\s/.test(term)) &&
          (NEGATES.test(statement) || !NEGATES.test(term)) &&
          has(term, (hits, all) => hits === all),
      );
    case 'compare':
      return has(rule.subject.replaceAll('_', ' '), hits => hits > 0);
    default:
      // A count says what was counted nowhere
      return false;
  }
}

/** Whether two statements are about the same: most words, or the same version, name or key. */
function isAbout(
  hypothesis: string,
  { statement, change }: CauseInQuestion,
  facts: SealedFacts,
): boolean {
  const named = identifiersOf(hypothesis, facts);
  const changed = [change?.node.payload.version, change?.node.payload.name]
    .filter(value => typeof value === 'string')
    .flatMap(value => [...identifiersOf(value as string, facts)]);
  if (changed.some(name => named.has(name))) return true;
  // That something exists, and that it does not
  if (NEGATES.test(hypothesis) !== NEGATES.test(statement)) return false;
  const a = significantWords(hypothesis);
  const b = significantWords(statement);
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  const shared = [...few].filter(word => many.has(word)).length;
  return few.size >= 2 && shared / few.size >= SAME;
}

/** The sealed steps of the trace, in their order. */
export function stepsOf(
  facts: SealedFacts,
): { id: string; step: StepPayload }[] {
  const { trace } = facts;
  return (trace?.steps ?? []).flatMap(({ stepId }) => {
    const id = trace!.stepEvidence[stepId];
    const payload = facts.node(id)?.payload;
    return payload?.kind === 'step' ? [{ id, step: payload }] : [];
  });
}
