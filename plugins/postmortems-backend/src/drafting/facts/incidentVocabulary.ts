import type { EvidenceSeal } from '@postmortems/backstage-plugin-postmortems-common';
import { nameKey, serviceName } from '../../verification';
import type { KnownEvidence } from './knownEvidence';
import type { ReadTerms } from './terms';
import type { EventFact } from './types';

/** Log lines whose words count; they repeat each other. */
const MAX_LINES = 200;
/** What a word counts for each source that says it. */
const OF_ONE_SOURCE = 0.75;
export const OF_MANY_SOURCES = 3 * OF_ONE_SOURCE;
/** Messages about the incident that have a word, and the part of all with it, from which it is a word of the incident. */
const LEARNED_FROM = 3;
const LEARNED_PART = 0.5;

/** Words of the incident, with how much they speak for it: what several sources say more than what one does. */
export function vocabularyOf(
  {
    seal: { incident },
    evidence,
    logs,
  }: {
    seal: EvidenceSeal;
    evidence: readonly KnownEvidence[];
    logs: readonly EventFact[];
  },
  termsOf: ReadTerms,
): Map<string, number> {
  const services = (incident.services as string[]).map(serviceName);
  const own = evidence.filter(({ node }) =>
    services.includes(serviceName(node.metadata.service)),
  );
  const failures = logs
    .filter(
      ({ isFailure, nodes }) =>
        isFailure && services.includes(serviceName(nodes[0].metadata.service)),
    )
    .slice(0, MAX_LINES);
  const sources: string[][] = [
    services,
    [String(incident.title ?? ''), String(incident.key ?? '')],
    [String(incident.description ?? '')],
    own.flatMap(({ payload }) =>
      payload?.kind === 'alert'
        ? [payload.alertName, payload.summary ?? '']
        : [],
    ),
    own.flatMap(({ payload }) =>
      payload?.kind === 'metric' ? [payload.metric] : [],
    ),
    own.flatMap(({ payload }) =>
      payload?.kind === 'deployment' ||
      payload?.kind === 'rollback' ||
      payload?.kind === 'config_change'
        ? [
            payload.name ?? '',
            payload.version ?? '',
            payload.previousVersion ?? '',
            payload.description ?? '',
          ]
        : [],
    ),
    failures.flatMap(({ nodes }) => String(nodes[0].payload.message ?? '')),
  ];
  const vocabulary = new Map<string, number>();
  for (const texts of sources) {
    for (const term of new Set(
      texts.flatMap(text => [...termsOf(text, true)]),
    )) {
      vocabulary.set(term, (vocabulary.get(term) ?? 0) + OF_ONE_SOURCE);
    }
  }
  // A name of a service or of a version speaks for itself
  const names = services.map(nameKey);
  for (const term of vocabulary.keys()) {
    if (names.includes(term) || isIdentifier(term)) {
      vocabulary.set(term, OF_MANY_SOURCES + OF_ONE_SOURCE);
    }
  }
  return vocabulary;
}

function isIdentifier(term: string): boolean {
  return /\d/.test(term) && /\p{L}-\d|\d\.\d|_/u.test(term);
}

/** Adds words that are said mostly where the incident is spoken of: a customer that complains, a library. */
export function learnWords(
  vocabulary: Map<string, number>,
  about: readonly { terms: ReadonlySet<string> }[],
  frequency: ReadonlyMap<string, number>,
): void {
  const counts = new Map<string, number>();
  for (const { terms } of about) {
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  for (const [term, count] of counts) {
    if (
      !vocabulary.has(term) &&
      // Names of other services are said of those
      !/[._-]/.test(term) &&
      count >= LEARNED_FROM &&
      count >= frequency.get(term)! * LEARNED_PART
    ) {
      vocabulary.set(term, OF_ONE_SOURCE);
    }
  }
}
