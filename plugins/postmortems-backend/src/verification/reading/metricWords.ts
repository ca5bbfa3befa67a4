import type { MetricPayload } from '@postmortems/backstage-plugin-postmortems-common';
import { nameKey } from '../nameKey';
import { METRIC_FILLERS, METRIC_SYNONYMS } from './lexicon/metricSynonyms';
import { stem } from './stem';

/** Words that may be used for a metric, without inflection. */
export type MetricWords = {
  /** Those that say which metric it is. */
  name: ReadonlySet<string>;
  /** Its service and labels. */
  place: ReadonlySet<string>;
  /** Neither, but allowed. */
  filler: ReadonlySet<string>;
  /** A share of failures, so that `a third of requests failed` is about it. */
  isErrorShare: boolean;
};

/** Units whose prefix a metric's name may lack. */
const SHARES = ['ratio', 'percent'];

/** The words by which a sentence can mean a metric. */
export function metricWords(
  payload: MetricPayload,
  service: string,
): MetricWords {
  const parts = partsOf(payload.metric);
  const name = new Set<string>();
  for (const part of parts) {
    const synonyms = Object.hasOwn(METRIC_SYNONYMS, part)
      ? METRIC_SYNONYMS[part]
      : [];
    for (const phrase of [part, ...synonyms]) {
      for (const word of phrase.split(' ')) name.add(stem(word));
    }
  }
  name.add(stem(nameKey(payload.metric)));
  if (payload.unit === 'per_second' && !parts.includes('rate')) {
    name.add('rate');
  }
  const place = new Set(
    [
      service,
      ...Object.values(payload.labels ?? {}),
      ...Object.keys(payload.labels ?? {}),
    ].flatMap(value => [
      nameKey(value).replace(/^[a-z]+:[^/]+\//, ''),
      ...partsOf(value),
    ]),
  );
  const isFailure = parts.some(part =>
    ['error', 'errors', '5xx', 'failure', 'failures', 'failed'].includes(part),
  );
  return {
    name,
    place: new Set([...place].flatMap(word => [word, stem(word)])),
    filler: new Set(METRIC_FILLERS.map(word => stem(word))),
    isErrorShare: isFailure && SHARES.includes(payload.unit ?? ''),
  };
}

function partsOf(name: string): string[] {
  const split = name
    .replace(/^[a-z]+:[^/]+\//, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return nameKey(split).match(/[\p{L}\p{N}]+/gu) ?? [];
}
