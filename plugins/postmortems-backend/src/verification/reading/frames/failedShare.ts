import type { MetricMention } from '../nouns/metrics';
import type { Statement } from '../nouns/mention';
import { number, quantity, share, type Stated } from '../quantities';
import { alt, map, mapAll, opt, seq, words, type Rule } from '../rules';
import { extreme, holdsTo, readingsOf } from './metricLevels';
import { state } from './metricValues';
import { when, type StatedWhen } from './metricWindows';
import { AT_PEAK, comma } from './timing';

const FAILED = words(
  'failed',
  'were failing',
  'was failing',
  'returned an error',
  'returned errors',
  'ended in an error',
  'ended in a server error',
  'resulted in an error',
  'had failed',
  'errored',
  'were rejected with an error',
);

/** The share of failures of the service whose requests are counted: `a third of checkout requests failed`. */
export const failedShare: Rule<Statement> = mapAll(
  seq(
    opt(
      map(
        seq(
          alt<StatedWhen | 'peak'>(
            map(AT_PEAK, () => 'peak' as const),
            when,
          ),
          comma,
        ),
        ([one]) => one,
      ),
    ),
    alt(
      map(seq(share, words('of'), requestsOf()), ([one, , found]) => ({
        one,
        found,
      })),
      sharedIn(),
    ),
    FAILED,
    opt(
      map(
        seq(
          comma,
          alt<StatedWhen | 'peak'>(
            map(AT_PEAK, () => 'peak' as const),
            when,
          ),
        ),
        ([, one]) => one,
      ),
    ),
  ),
  ([before, { one, found }, , after], input) => {
    const time = before ?? after;
    if ((before && after) || time === undefined) return [];
    return found.flatMap(mention =>
      time === 'peak'
        ? state(mention, [extreme('highest', one)], undefined, input)
        : readingsOf(
            one,
            one.bounds.some(
              bound => bound === 'more_than' || bound === 'at_least',
            )
              ? ['point']
              : ['point', 'throughout'],
          ).flatMap(said => state(mention, [said], time, input)),
    );
  },
);

/** `No requests of checkout failed during the incident.` */
export const noneFailed: Rule<Statement> = mapAll(
  seq(
    words('no', 'none of', 'not a single one of'),
    requestsOf(),
    FAILED,
    comma,
    when,
  ),
  ([, found, , , time], input) =>
    found.flatMap(mention =>
      state(
        mention,
        [
          holdsTo('throughout', [
            {
              value: 0,
              precision: 0,
              bounds: ['exactly'],
              unit: { unit: 'none', factor: 1 },
            },
          ]),
        ],
        time,
        input,
      ),
    ),
);

/** `checkout requests`, `the requests to basket-store`: the shares of failures of that service. */
function requestsOf(): Rule<readonly MetricMention[]> {
  return (input, at) => {
    const { tokens, index } = input;
    let end = at;
    let candidates = index.metrics.filter(
      ({ words: known }) => known.isErrorShare,
    );
    let hasRequests = false;
    for (; end < Math.min(tokens.length, at + 7); end += 1) {
      const { key, kind } = tokens[end];
      if (kind !== 'word') break;
      if (['the', 'to', 'of', 'from', "'s"].includes(key)) continue;
      if (key === 'requests' || key === 'request') hasRequests = true;
      else {
        const next = candidates.filter(({ words: known }) =>
          known.place.has(key),
        );
        if (next.length === 0) break;
        candidates = next;
      }
    }
    return hasRequests && candidates.length > 0
      ? [
          {
            value: candidates.map(fact => ({
              fact,
              uncited: input.cited.has(fact.id) ? 0 : 1,
              isNamed: false,
            })),
            end,
          },
        ]
      : [];
  };
}

/** `one in three checkout requests`, `one checkout request in five`. */
function sharedIn(): Rule<{ one: Stated; found: readonly MetricMention[] }> {
  return alt(
    map(seq(share, requestsOf()), ([one, found]) => ({ one, found })),
    mapAll(
      seq(quantity, requestsOf(), words('in', 'out of'), number),
      ([part, found, , whole]) =>
        whole.value > part.value && part.unit.unit === 'none'
          ? [
              {
                one: {
                  ...part,
                  value: part.value / whole.value,
                  precision: (0.2 * part.value) / whole.value,
                  unit: { unit: 'ratio' as const, factor: 1 },
                },
                found,
              },
            ]
          : [],
    ),
  );
}
