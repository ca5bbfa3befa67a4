import type {
  JsonValue,
  StepPayload,
  Unit,
} from '@postmortems/backstage-plugin-postmortems-common';
import { factorBetween, unitOf } from './compare';
import { nameKey } from './nameKey';
import { type Language, quantityText, reasonLanguage } from './render';
import type { SealedNode } from './SealedFacts';

type Operator = '==' | '!=' | '>=' | '<=' | '>' | '<';

/** A rule of a step in a form that code can evaluate. */
export type StepRule =
  | {
      type: 'compare';
      subject: string;
      operator: Operator;
      value: number;
      unit?: Unit;
    }
  | { type: 'count'; operator: Operator; value: number }
  | {
      type: 'contains';
      terms: string[];
      all: boolean;
      /** The terms were read from the output: that it has them tests nothing. */
      isQuote?: boolean;
    };

/** What code found when it evaluated a rule. */
type RuleResult = {
  holds: boolean;
  /** Whether all that the step looked at says so: no point, output or citation says otherwise. */
  isCertain: boolean;
  /** In words, with the value that was found. */
  detail: string;
  /** The raw evidence that it was evaluated on; the step itself for its output. */
  evidence: string[];
};

const COMPARISON =
  /^\s*(?<subject>[A-Za-z_][\w.:/-]*(?:\([\w.\s]*\))?(?:\{[^}]*\})?)\s*(?<operator>==|!=|>=|<=|>|<|=)\s*(?<value>-?\d+(?:\.\d+)?)\s*(?<unit>%|ms|s)?\s*$/;
const UNITS: Record<string, Unit> = {
  '%': 'percent',
  ms: 'milliseconds',
  s: 'seconds',
};
const CONTAINS =
  /^\s*(?:the )?(?:raw )?(?:output|log|logs|log lines?|lines?|message|response|answer|result)\s+(?:contains?|includes?|has|(?<isQuote>shows))\s+(?<all>all of:?\s+)?(?:(?:one|any) of:?\s+)?(?<terms>.+)$/i;

/** Reads a rule; `undefined` for one that only people understand. */
export function parseStepRule(rule: string): StepRule | undefined {
  const comparison = COMPARISON.exec(rule)?.groups;
  if (comparison) {
    const { subject, value } = comparison;
    const unit = UNITS[comparison.unit ?? ''];
    const operator = (
      comparison.operator === '=' ? '==' : comparison.operator
    ) as Operator;
    return /^(?:count|length|size|total)(?:\(.*\))?$/i.test(subject)
      ? { type: 'count', operator, value: Number(value) }
      : {
          type: 'compare',
          subject,
          operator,
          value: Number(value),
          ...(unit && { unit }),
        };
  }
  const search = CONTAINS.exec(rule)?.groups;
  if (!search) return undefined;
  const terms = search.terms
    .split(/,|\bor\b/)
    .map(term => term.trim().replace(/^["'“”`]|["'“”`]$/g, ''))
    .filter(term => term.length >= 2);
  return terms.length > 0
    ? {
        type: 'contains',
        terms,
        all: search.all !== undefined,
        ...(search.isQuote && { isQuote: true }),
      }
    : undefined;
}

/**
 * Evaluates a rule on the evidence that the step examined, or on the step's own
 * output when it cites none. `undefined` when neither has what the rule is about.
 */
export function evaluateStepRule(
  rule: StepRule,
  options: {
    id: string;
    step: StepPayload;
    node: (id: string) => SealedNode | undefined;
    /** In which the finding is told. */
    language?: Language;
  },
): RuleResult | undefined {
  const { id, step, node, language = reasonLanguage } = options;
  const output = { id, output: step.output, language };
  const cited = Array.isArray(step.evidence) ? step.evidence.map(String) : [];
  const nodes = cited.flatMap(one => {
    const found = node(one);
    return found && found.payload?.kind !== 'step' ? [found] : [];
  });
  switch (rule.type) {
    case 'contains':
      return contains(rule, nodes, output);
    case 'count':
      return count(rule, nodes, output);
    default:
      return compare(rule, nodes, output);
  }
}

/**
 * What code finds of a step that its investigator recorded; `undefined` where that is
 * for people to say: the rule is prose, the evidence lacks what it is about, or
 * parts of the evidence disagree with the record and others do not.
 */
export function reevaluateStep(
  options: Parameters<typeof evaluateStepRule>[1],
): RuleResult | undefined {
  const { rule, passed } = options.step.validation;
  const parsed = parseStepRule(rule);
  const result = parsed && evaluateStepRule(parsed, options);
  return result && (result.holds === passed || result.isCertain)
    ? result
    : undefined;
}

type Output = { id: string; output: JsonValue; language: Language };

function contains(
  { terms, all }: Extract<StepRule, { type: 'contains' }>,
  nodes: readonly SealedNode[],
  { id, output, language }: Output,
): RuleResult {
  const ofOutput = [{ id, text: nameKey(JSON.stringify(output)) }];
  const texts =
    nodes.length > 0
      ? nodes.map(({ node }) => ({
          id: node.id,
          text: nameKey(JSON.stringify(node.payload)),
        }))
      : ofOutput;
  const findIn = (places: typeof texts) =>
    terms.flatMap(term => {
      const place = places.find(({ text }) => text.includes(nameKey(term)));
      return place ? [{ term, id: place.id }] : [];
    });
  const isEnough = ({ length }: readonly unknown[]) =>
    all ? length === terms.length : length > 0;
  const listed = (names: readonly string[]) =>
    language.list(names.map(name => language.quote(name)));
  const found = findIn(texts);
  const holds = isEnough(found);
  return {
    holds,
    // A step may cite a part of what its output shows
    isCertain: isEnough(findIn(ofOutput)) === holds,
    detail:
      found.length > 0
        ? language.messages.rule.found({
            terms: listed(found.map(({ term }) => term)),
          })
        : language.messages.rule.foundNone({ terms: listed(terms) }),
    evidence: [
      ...new Set((found.length > 0 ? found : texts).map(one => one.id)),
    ].slice(0, 20),
  };
}

function count(
  { operator, value }: Extract<StepRule, { type: 'count' }>,
  nodes: readonly SealedNode[],
  { id, output, language }: Output,
): RuleResult | undefined {
  const ofOutput = countIn(output);
  const actual =
    nodes.length > 0
      ? nodes.reduce(
          (sum, { payload }) =>
            sum + (payload?.kind === 'log' ? payload.count ?? 1 : 1),
          0,
        )
      : ofOutput;
  return actual === undefined
    ? undefined
    : {
        holds: isTrue(actual, operator, value),
        // A step may cite a few of those that it counted
        isCertain: ofOutput === actual,
        detail: language.messages.rule.count({
          number: language.number(actual),
        }),
        evidence:
          nodes.length > 0
            ? nodes.map(({ node }) => node.id).slice(0, 20)
            : [id],
      };
}

function countIn(output: JsonValue): number | undefined {
  if (Array.isArray(output)) return output.length;
  if (output === null || typeof output !== 'object') return undefined;
  if (typeof output.count === 'number') return output.count;
  const lists = Object.values(output).filter(one => Array.isArray(one));
  return lists.length === 1 ? (lists[0] as JsonValue[]).length : undefined;
}

function compare(
  { subject, operator, value, unit }: Extract<StepRule, { type: 'compare' }>,
  nodes: readonly SealedNode[],
  { id, output, language }: Output,
): RuleResult | undefined {
  const { rule } = language.messages;
  const wanted = nameKey(subject.replace(/[({].*$/, ''));
  for (const { node, payload } of nodes) {
    if (payload?.kind !== 'metric') continue;
    if (nameKey(payload.metric) !== wanted) continue;
    const recorded = unitOf(payload.unit) ?? 'none';
    const factor = unit ? factorBetween(unit, recorded) : 1;
    if (factor === undefined) continue;
    const values = payload.points.map(point => point[1]);
    if (values.length === 0) continue;
    const told = (one: number) => quantityText(one, payload.unit, language);
    const hits = values.filter(one => isTrue(one, operator, value * factor));
    return {
      holds: hits.length > 0,
      // A step may have looked at a part of the series
      isCertain: hits.length === 0 || hits.length === values.length,
      detail:
        hits.length > 0
          ? rule.value({ subject: payload.metric, value: told(hits[0]) })
          : rule.between({
              subject: payload.metric,
              low: told(Math.min(...values)),
              high: told(Math.max(...values)),
            }),
      evidence: [node.id],
    };
  }
  // Cited evidence that lacks the metric is not replaced by what the agent says
  if (nodes.length > 0) return undefined;
  const actual = numberIn(output, wanted);
  return actual === undefined
    ? undefined
    : {
        holds: isTrue(actual, operator, value),
        // Its output says in no unit what it measured
        isCertain: unit === undefined,
        detail: rule.value({ subject, value: language.number(actual) }),
        evidence: [id],
      };
}

function numberIn(output: JsonValue, name: string): number | undefined {
  if (output === null || typeof output !== 'object' || Array.isArray(output)) {
    return undefined;
  }
  const entry = Object.entries(output).find(([key]) => nameKey(key) === name);
  return typeof entry?.[1] === 'number' ? entry[1] : undefined;
}

function isTrue(actual: number, operator: Operator, value: number): boolean {
  switch (operator) {
    case '==':
      return actual === value;
    case '!=':
      return actual !== value;
    case '>=':
      return actual >= value;
    case '<=':
      return actual <= value;
    case '>':
      return actual > value;
    default:
      return actual < value;
  }
}
