import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Steps } from '../../platform/Turns';
import { serviceName } from '../../verification';
import type { KnownEvidence } from '../facts/knownEvidence';
import { wordsIn, type Talk, type Versions } from './talk';

/** Distinct texts of one kind that are read; more repeat what these say. */
const MAX_TEXTS = 2000;
/** What a word that other evidence names is worth. */
export const OF_CHANGE = 1.5;
const OF_SIGN = 1;
const OF_RECORD = 0.5;
/** A channel that speaks of the incident this much less than the one that does most is another's. */
const CHANNEL_SHARE = 0.5;

/** Words that evidence other than chat names, with how much they tie a message to the incident. */
export function* evidenceWords(
  evidence: readonly KnownEvidence[],
  incident: Incident,
  causes: ReadonlySet<string>,
  versions: Versions,
): Steps<Map<string, number>> {
  const words = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const word of wordsIn(text, versions)) {
      if ((words.get(word) ?? 0) < weight) words.set(word, weight);
    }
  };
  const affected = new Set(incident.services.map(serviceName));
  const seen = new Set<string>();
  const addOnce = (text: string, weight: number) => {
    if (seen.size >= MAX_TEXTS || seen.has(text)) return;
    seen.add(text);
    add(text, weight);
  };
  for (const { node, payload } of evidence) {
    yield;
    const isOurs =
      affected.has(serviceName(node.metadata.service)) || causes.has(node.id);
    if (!isOurs || !payload) continue;
    switch (payload.kind) {
      case 'deployment':
      case 'rollback':
      case 'config_change': {
        const { name, version, previousVersion, description } = payload;
        for (const text of [name, version, previousVersion, description]) {
          if (text) add(text, OF_CHANGE);
        }
        break;
      }
      case 'alert':
        addOnce(`${payload.alertName} ${payload.summary ?? ''}`, OF_SIGN);
        break;
      case 'log':
      case 'event':
        addOnce(payload.message, OF_SIGN);
        break;
      case 'metric':
        addOnce(payload.metric, OF_RECORD);
        break;
      default:
    }
  }
  add(`${incident.title} ${incident.description ?? ''}`, OF_RECORD);
  for (const service of affected) add(service, OF_RECORD);
  return words;
}

/** How much a text has to do with the other evidence. */
export function tieOf(
  words: ReadonlySet<string>,
  known: ReadonlyMap<string, number>,
  most: number,
): number {
  let sum = 0;
  for (const word of words) sum += known.get(word) ?? 0;
  return Math.min(most, sum);
}

/** The channels in which people speak of the incident rather than of their other work. */
export function channelsOf(
  talks: readonly Talk[],
  known: ReadonlyMap<string, number>,
): Set<string> {
  const counts = new Map<string, { all: number; tied: number }>();
  for (const { payload, words } of talks) {
    const key = payload.channel ?? '';
    const count = counts.get(key) ?? { all: 0, tied: 0 };
    count.all += 1;
    if (tieOf(words, known, 1) >= 1) count.tied += 1;
    counts.set(key, count);
  }
  const shares = [...counts].map(
    ([key, { all, tied }]) => [key, tied / all] as const,
  );
  const most = Math.max(0, ...shares.map(([, share]) => share));
  return new Set(
    shares.flatMap(([key, share]) =>
      share >= most * CHANNEL_SHARE ? [key] : [],
    ),
  );
}
