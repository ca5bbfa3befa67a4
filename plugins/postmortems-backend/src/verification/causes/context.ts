import type {
  CandidateCauseAssertion,
  CauseCounterEvidence,
  CauseTie,
  Incident,
  MetricPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Steps } from '../../platform/Turns';
import { documentStyle, english, isShort, Language } from '../render';
import type { SealedFacts } from '../SealedFacts';
import { changeOf, type Change } from './changes';
import { findEffect, type Effect } from './effect';
import { changesElsewhere } from './elsewhere';

/** What all possible causes of an incident are compared with, computed once. */
export type CauseContext = {
  facts: SealedFacts;
  effect: Effect;
  lookbackMs: number;
  /** In which findings are told. */
  language: Language;
  /** Keys of the affected services. */
  affected: ReadonlySet<string>;
  /** What they depend on, with the way there from an affected service. */
  ways: ReadonlyMap<string, readonly string[]>;
  /** Changes of these services, and of others where those may be causes all the same, in the order of their times. */
  changes: readonly Change[];
  /** All metrics, with the keys of their services. */
  metrics: readonly { id: string; service: string; payload: MetricPayload }[];
};

/** A possible cause whose ties are to be found. */
export type CauseInQuestion = Pick<
  CandidateCauseAssertion,
  'origin' | 'statement' | 'cause'
> & {
  /** The change, if the cause is one. */
  change?: Change;
  /** Evidence that those who state it rest it on. */
  cited: readonly string[];
};

/** Finds ties of one type. Pure. */
export type TieFinder = (
  cause: CauseInQuestion,
  context: CauseContext,
) => CauseTie[];

/** Finds counter-evidence of one type. Pure. */
export type CounterEvidenceFinder = (
  cause: CauseInQuestion,
  context: CauseContext,
) => CauseCounterEvidence[];

/** How many ids one tie lists. */
export const MAX_IDS = 20;

/** See {@link CauseContext}. */
export function* causeContextOf(options: {
  facts: SealedFacts;
  incident: Incident;
  lookbackMs: number;
  maxDepth: number;
  language?: Language;
}): Steps<CauseContext> {
  const { facts, incident, lookbackMs, maxDepth } = options;
  const { language = documentLanguage(incident) } = options;
  const affected = new Set(incident.services.map(ref => facts.serviceKey(ref)));
  const ways = new Map<string, readonly string[]>();
  for (const service of affected) {
    for (const [key, way] of facts.dependencies(service, maxDepth)) {
      const known = ways.get(key);
      if (!affected.has(key) && (!known || known.length > way.length + 1)) {
        ways.set(key, [service, ...way]);
      }
    }
  }
  const all: Change[] = [];
  const metrics: { id: string; service: string; payload: MetricPayload }[] = [];
  for (const one of facts.all()) {
    const { node, payload } = one;
    const change = changeOf(one, facts);
    if (change) all.push(change);
    if (payload?.kind === 'metric') {
      const service = facts.serviceKey(node.metadata.service);
      metrics.push({ id: node.id, service, payload });
    }
    yield;
  }
  all.sort((a, b) => a.at - b.at || (a.node.id < b.node.id ? -1 : 1));
  const isOwn = ({ service }: Change) =>
    affected.has(service) || ways.has(service);
  const effect = yield* findEffect(facts, incident, language);
  const elsewhere = new Set(
    yield* changesElsewhere(
      all.filter(change => !isOwn(change)),
      { facts, effect, lookbackMs },
    ),
  );
  const changes = all.filter(change => isOwn(change) || elsewhere.has(change));
  return {
    facts,
    effect,
    lookbackMs,
    language,
    affected,
    ways,
    changes,
    metrics,
  };
}

/** Tells times as the document does: without its day, and to the second only where minutes would not tell them apart. */
function documentLanguage(incident: Incident): Language {
  return new Language(
    { ...documentStyle(incident), seconds: isShort(incident) },
    english,
  );
}

/** When a possible cause happened, if it is something that happened. */
export function timeOfCause(
  { cause, change }: CauseInQuestion,
  { facts }: CauseContext,
): number | undefined {
  return change?.at ?? (cause && facts.timeOf(cause));
}
