import type {
  CandidateCauseAssertion,
  CauseCounterEvidence,
  EvidenceSpan,
  Incident,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isDeepStrictEqual } from 'node:util';
import { atOnce, type Steps } from '../../platform/Turns';
import { failedSteps } from '../../traces';
import type { Language } from '../render';
import type { SealedFacts } from '../SealedFacts';
import { findAfterEffect } from './afterEffect';
import { changeOf, describeChange } from './changes';
import { findChangePoint } from './changePoint';
import { findChatCauses } from './chat';
import {
  type CauseContext,
  causeContextOf,
  type CauseInQuestion,
  type CounterEvidenceFinder,
  type TieFinder,
} from './context';
import { conditionsInSteps, conditionsOf, mainConditions } from './conditions';
import { findDependsOn } from './dependsOn';
import { denialsIn, findDisputed } from './disputed';
import { identifiersOf } from './identifiers';
import { isSameChange, mergeSame } from './mergeSame';
import { findOnlyChange } from './onlyChange';
import { findPrecedes } from './precedes';
import { findSameService } from './sameService';
import { findSharedIdentifier, namesOfEffect } from './sharedIdentifier';
import { spansOfCause } from './spansOfCause';
import { findRefutedByStep, findStep } from './step';
import {
  findRecoveredWhilePresent,
  findStillThere,
  findUndoneThenRecovered,
} from './undone';
import { findWithEffect } from './withEffect';
import { WEAK_TIES } from './weakTies';

const TIES: readonly TieFinder[] = [
  findPrecedes,
  findSameService,
  findDependsOn,
  findSharedIdentifier,
  findUndoneThenRecovered,
  findOnlyChange,
  findStep,
  findChangePoint,
  findWithEffect,
];

const COUNTER_EVIDENCE: readonly CounterEvidenceFinder[] = [
  findAfterEffect,
  findStillThere,
  findRefutedByStep,
  findRecoveredWhilePresent,
  findDisputed,
];

/** Where no template says otherwise. */
export const DEFAULT_SEARCH = { lookbackMs: 24 * 3_600_000, maxDepth: 10 };

/** Most ties and counter-evidence of one cause. */
const MAX = 20;
/** Changes before the effect that are looked at, the latest of them. */
const MAX_CHANGES = 200;
/** A change this long after the first sign may still be its cause: clocks differ. */
const TOLERANCE_MS = 60_000;

/** A possible cause of an incident. */
export type CandidateCause = {
  /** The same for the same cause when it is found again. */
  key: string;
  assertion: CandidateCauseAssertion;
  /** Evidence for a reader: of the cause, the effect and the ties. */
  spans: EvidenceSpan[];
};

/** Says what role somebody has, where that is known. */
type RoleOf = (author: { id?: string; name?: string }) => string | undefined;

/** What possible causes are looked for in. */
type CauseSearch = {
  facts: SealedFacts;
  incident: Incident;
  /** How long before the effect a change can be its cause, in milliseconds. */
  lookbackMs: number;
  /** How far down the dependencies of an affected service. */
  maxDepth: number;
  roleOf?: RoleOf;
  /** In which changes and findings are told. */
  language?: Language;
};

/**
 * The possible causes of an incident, the best tied first: the cause that the
 * investigation names, causes that people state in chat, conditions that begin with
 * the effect, and changes of the affected services and of what they depend on. None
 * of them is established.
 */
export function findCandidateCauses(search: CauseSearch): CandidateCause[] {
  return atOnce(candidateCausesInSteps(search));
}

/** As {@link findCandidateCauses}. */
export function* candidateCausesInSteps(
  search: CauseSearch,
): Steps<CandidateCause[]> {
  const context = yield* contextOf(search);
  yield* conditionsInSteps(context);
  const causes = [
    ...hypothesisOf(context),
    ...(yield* statedInChat(context, search.roleOf)),
    ...conditionsShown(context),
    ...changesBefore(context),
  ];
  // What all of them look up
  if (causes.length > 0) {
    yield* namesOfEffect(context);
    yield* denialsIn(context);
  }
  const found: (CandidateCause & { of: Keyed })[] = [];
  for (const cause of causes) {
    found.push({ ...toCandidate(cause, context), of: cause });
    yield;
  }
  const merged = mergeSame(found, context.facts, strengthOf);
  // What an investigation concludes says more than what begins with the effect
  const isConcluded = merged.some(
    ({ assertion: { origin, against } }) =>
      origin === 'investigator' && against.length === 0,
  );
  const rankOf = ({ assertion }: CandidateCause) =>
    isConcluded && assertion.origin === 'condition'
      ? Math.min(0, strengthOf(assertion))
      : strengthOf(assertion);
  return merged
    .sort(
      (a, b) =>
        rankOf(b) - rankOf(a) ||
        a.assertion.against.length - b.assertion.against.length ||
        a.of.order - b.of.order ||
        (a.key < b.key ? -1 : 1),
    )
    .map(({ of: _, ...candidate }) => candidate);
}

/**
 * The same possible cause with the ties that the evidence has now.
 *
 * @param cited - evidence that a statement of a person or model rests on
 */
export function reevaluateCause(
  cause: Pick<CandidateCauseAssertion, 'origin' | 'statement' | 'cause'> &
    Partial<Pick<CandidateCauseAssertion, 'speaker'>>,
  cited: readonly string[],
  search: CauseSearch,
): CandidateCauseAssertion {
  const context = atOnce(contextOf(search));
  const { facts } = search;
  const ofNode = cause.cause && facts.node(cause.cause.evidence);
  const change = ofNode
    ? changeOf(ofNode, facts)
    : changeNamedIn(cause.statement, cited, context);
  const { assertion } = toCandidate(
    {
      ...cause,
      ...(change && { change, cause: { evidence: change.node.id } }),
      cited: citedNow(),
      key: '',
      order: 0,
    },
    context,
  );
  return assertion;

  function citedNow(): readonly string[] {
    if (cause.origin === 'investigator') return citedByTrace(context);
    return cause.origin === 'condition' && cause.cause
      ? [cause.cause.evidence]
      : cited;
  }
}

type Known = { search: CauseSearch; context: CauseContext };

const contexts = new WeakMap<SealedFacts, Known[]>();

/** One context for all that is asked about sealed evidence in the same way. */
function* contextOf(search: CauseSearch): Steps<CauseContext> {
  const { facts } = search;
  const known = contexts.get(facts) ?? [];
  const same = known.find(one => isSameSearch(one.search, search));
  if (same) return same.context;
  const context = yield* causeContextOf(search);
  contexts.set(facts, [...known, { search, context }]);
  return context;
}

function isSameSearch(a: CauseSearch, b: CauseSearch): boolean {
  const asked = ({ facts, lookbackMs, maxDepth, incident }: CauseSearch) => {
    const { services, startedAt, resolvedAt } = incident;
    const depths = services.map(ref => facts.dependencies(ref, maxDepth));
    return [lookbackMs, depths, services, startedAt, resolvedAt];
  };
  return a.language === b.language && isDeepStrictEqual(asked(a), asked(b));
}

/** What is asked about sealed evidence whatever a template says. */
function usualContext(facts: SealedFacts): CauseContext {
  // Where not all is held, the answer is that of a part, however often one asks
  facts.all();
  return atOnce(contextOf({ ...DEFAULT_SEARCH, ...searchOf(facts) }));
}

/** Reads what {@link counterEvidenceOf} and {@link conditionInWords} look up. */
export function* prepareCauses(facts: SealedFacts): Steps<void> {
  const context = yield* contextOf({ ...DEFAULT_SEARCH, ...searchOf(facts) });
  yield* denialsIn(context);
  yield* conditionsInSteps(context);
}

/** The condition that begins with a record, as possible causes name it; `undefined` when none does. */
export function conditionInWords(
  evidence: string,
  facts: SealedFacts,
): string | undefined {
  return conditionsOf(usualContext(facts)).find(
    ({ node }) => node.id === evidence,
  )?.statement;
}

/** What speaks against a possible cause by the evidence that there is now. */
export function counterEvidenceOf(
  { origin, statement, cause }: CandidateCauseAssertion,
  facts: SealedFacts,
): CauseCounterEvidence[] {
  const context = usualContext(facts);
  const found = cause && facts.node(cause.evidence);
  const change = found && changeOf(found, facts);
  const inQuestion: CauseInQuestion = {
    origin,
    statement,
    cause,
    ...(change && { change }),
    cited: [],
  };
  return findAgainst(inQuestion, context);
}

/** A search in the sealed evidence of an incident, as its record describes it. */
export function searchOf(
  facts: SealedFacts,
): Pick<CauseSearch, 'facts' | 'incident'> {
  return { facts, incident: facts.seal.incident as Incident };
}

function findAgainst(
  cause: CauseInQuestion,
  context: CauseContext,
): CauseCounterEvidence[] {
  return COUNTER_EVIDENCE.flatMap(find => find(cause, context)).slice(0, MAX);
}

/** What speaks against a cause weighs more than one of its ties. */
const AGAINST = 2;

/** How well a cause is tied: ties that say something, less what speaks against it. */
function strengthOf({
  ties,
  against,
}: Pick<CandidateCauseAssertion, 'ties' | 'against'>): number {
  return (
    ties.filter(({ type }) => !WEAK_TIES.has(type)).length -
    against.length * AGAINST
  );
}

type Keyed = CauseInQuestion & {
  key: string;
  /** Of equally tied ones the lower comes first. */
  order: number;
  speaker?: string;
};

function toCandidate(cause: Keyed, context: CauseContext): CandidateCause {
  const ties = TIES.flatMap(find => find(cause, context)).slice(0, MAX);
  const { key, origin, statement, speaker, cited } = cause;
  const assertion: CandidateCauseAssertion = {
    type: 'candidateCause',
    origin,
    ...(speaker && { speaker }),
    ...(cause.cause && { cause: cause.cause }),
    statement,
    effect: context.effect.event,
    ties,
    against: findAgainst(cause, context),
  };
  return {
    key,
    assertion,
    spans: spansOfCause(assertion, cited, context.facts),
  };
}

function hypothesisOf(context: CauseContext): Keyed[] {
  const { trace } = context.facts;
  const statement = trace?.rootCauseHypothesis?.replace(/\s+/g, ' ').trim();
  if (!statement) return [];
  const cited = citedByTrace(context);
  return [
    {
      key: `hypothesis ${statement}`,
      origin: 'investigator',
      statement,
      cited,
      ...bind(statement, cited, context),
      order: 0,
    },
  ];
}

/** What the hypothesis rests on: the cited evidence, and what the cited steps looked at. */
function citedByTrace({ facts: { trace } }: CauseContext): string[] {
  if (!trace) return [];
  const steps = new Map(trace.steps.map(step => [step.stepId, step]));
  const failed = failedSteps(trace);
  return [
    ...new Set(
      trace.supportingEvidence.flatMap(id => {
        if (failed.has(id)) return [];
        const step = steps.get(id);
        return step ? [trace.stepEvidence[id], ...step.evidence] : [id];
      }),
    ),
  ];
}

function* statedInChat(context: CauseContext, roleOf?: RoleOf): Steps<Keyed[]> {
  return (yield* findChatCauses(context.facts)).map(
    ({ id, statement, author }): Keyed => {
      const speaker = roleOf?.(author);
      return {
        key: `chat ${id}`,
        origin: 'chat',
        statement,
        ...(speaker && { speaker }),
        cited: [id],
        ...bind(statement, [], context),
        order: 1,
      };
    },
  );
}

/** Conditions that the investigation does not cite: those are what it names. */
function conditionsShown(context: CauseContext): Keyed[] {
  const cited = context.facts.trace?.rootCauseHypothesis
    ? new Set(citedByTrace(context))
    : new Set<string>();
  return mainConditions(context)
    .filter(({ node }) => !cited.has(node.id))
    .map(
      ({ node, pointer, statement }, index): Keyed => ({
        key: `condition ${node.id}`,
        origin: 'condition',
        statement,
        cause: { evidence: node.id, ...(pointer && { pointer }) },
        cited: [node.id],
        order: 2 + index,
      }),
    );
}

function changesBefore(context: CauseContext): Keyed[] {
  const { changes, effect, lookbackMs } = context;
  const before = changes.filter(
    ({ at }) => at - effect.at <= TOLERANCE_MS && effect.at - at <= lookbackMs,
  );
  return before
    .slice(-MAX_CHANGES)
    .reverse()
    .map(
      (change, index): Keyed => ({
        key: `change ${change.node.id}`,
        origin: 'change',
        statement: describeChange(change, context.language),
        cause: { evidence: change.node.id },
        change,
        cited: [],
        order: 10 + index,
      }),
    );
}

/** The change that a statement is about, when exactly one fits. */
function bind(
  statement: string,
  cited: readonly string[],
  context: CauseContext,
): Pick<CauseInQuestion, 'change' | 'cause'> {
  const change = changeNamedIn(statement, cited, context);
  return change ? { change, cause: { evidence: change.node.id } } : {};
}

function changeNamedIn(
  statement: string,
  cited: readonly string[],
  { changes, facts }: CauseContext,
) {
  const named = identifiersOf(statement, facts);
  if (named.size === 0) return undefined;
  const fitting = changes.filter(({ node }) =>
    [node.payload.version, node.payload.name, node.payload.commit].some(
      value =>
        typeof value === 'string' &&
        [...identifiersOf(value, facts)].some(name => named.has(name)),
    ),
  );
  const [first, ...others] = fitting;
  if (first && others.every(one => isSameChange(one, first))) return first;
  const ofCited = fitting.filter(({ node }) => cited.includes(node.id));
  return ofCited.length === 1 ? ofCited[0] : undefined;
}
