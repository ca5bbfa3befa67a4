import type { Series } from '@postmortems/backstage-plugin-postmortems-common';
import {
  alt,
  mapAll,
  memo,
  opt,
  seq,
  words,
  type Input,
  type Rule,
} from '../rules';
import { stem } from '../stem';
import { serviceName, type MetricFact } from '../EvidenceIndex';
import { bindingOf, type Mention } from './mention';
import { service } from './names';

/** A metric; `service` is stated, where the metric is of another. */
export type MetricMention = Mention<MetricFact> & { service?: string };

/** Most words of the description of a metric. */
const MAX_WORDS = 12;
const CONNECTIVES = new Set([
  'the',
  'a',
  'of',
  'for',
  'on',
  'in',
  'to',
  'per',
  "'s",
]);

/**
 * A metric by words that all are its own: of its name, service or labels. Another
 * word ends the description, so that a metric of something else is not meant.
 */
const described: Rule<MetricMention> = memo((input, at) => {
  const { tokens, index } = input;
  type Candidate = { fact: MetricFact; names: number; hasFailure: boolean };
  let candidates: Candidate[] = index.metrics.map(fact => ({
    fact,
    names: 0,
    hasFailure: false,
  }));
  const found: { value: MetricMention; end: number }[] = [];
  for (let end = at; end < Math.min(tokens.length, at + MAX_WORDS); end += 1) {
    const { key, kind } = tokens[end];
    if (kind !== 'word') break;
    if (CONNECTIVES.has(key)) continue;
    const stemmed = stem(key);
    candidates = candidates.flatMap(({ fact, names, hasFailure }) => {
      const { name, place, filler } = fact.words;
      const isName = name.has(stemmed) || name.has(key);
      return isName ||
        place.has(stemmed) ||
        place.has(key) ||
        filler.has(stemmed)
        ? [
            {
              fact,
              names: names + (isName && !filler.has(stemmed) ? 1 : 0),
              hasFailure: hasFailure || isFailureWord(key),
            },
          ]
        : [];
    });
    if (candidates.length === 0) break;
    for (const { fact, names, hasFailure } of candidates) {
      // `Requests` alone are not the failed ones.
      if (names > 0 && (hasFailure || !isOfFailures(fact))) {
        found.push({
          value: { fact, ...bindingOf(input, [fact.id], false) },
          end: end + 1,
        });
      }
    }
  }
  return found;
});

/** A service by its whole name. */
const wholeService: Rule<string> = (input, at) =>
  service(input, at).filter(
    ({ value, end }) =>
      input.tokens
        .slice(at, end)
        .map(({ key }) => key)
        .join(' ') === serviceName(value),
  );

/** A cited metric, of which the sentence says that it is of another service. */
function ofOther(
  { fact, uncited, isNamed }: MetricMention,
  stated: string,
  { index }: Input,
): MetricMention[] {
  const isOf = (other: MetricFact) =>
    serviceName(other.service) === serviceName(stated) ||
    other.words.place.has(serviceName(stated));
  const isElsewhere = index.metrics.some(
    other => other.metric === fact.metric && isOf(other),
  );
  return uncited > 0 || isOf(fact) || isElsewhere
    ? []
    : [{ fact, uncited, isNamed, service: stated }];
}

const misplaced: Rule<MetricMention> = alt(
  mapAll(
    seq(described, words('of', 'for', 'on'), wholeService),
    ([mention, , stated], input) => ofOther(mention, stated, input),
  ),
  mapAll(
    seq(wholeService, opt(words("'s")), described),
    ([stated, , mention], input) => ofOther(mention, stated, input),
  ),
);

export const metric: Rule<MetricMention> = memo(alt(described, misplaced));

function isFailureWord(key: string): boolean {
  return /^(?:error|errors|failure|failures|failed|failing|5xx)$|error|5xx/.test(
    key,
  );
}

function isOfFailures({ metric: name }: MetricFact): boolean {
  return /error|fail|5xx/i.test(name);
}

export function seriesOf({
  id,
  metric: name,
  service: own,
}: MetricFact): Series {
  return { evidence: id, metric: name, service: own };
}
