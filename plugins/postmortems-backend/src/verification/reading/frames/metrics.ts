import { quantity } from '../quantities';
import {
  memo,
  alt,
  map,
  mapAll,
  opt,
  seq,
  words,
  type Input,
  type Rule,
} from '../rules';
import { serviceName } from '../EvidenceIndex';
import { bindingOf, joined, type Statement } from '../nouns/mention';
import { metric, type MetricMention } from '../nouns/metrics';
import { service } from '../nouns/names';
import { failedShare, noneFailed } from './failedShare';
import { changed } from './metricChanges';
import { extreme, holdsTo, levelled, readingsOf } from './metricLevels';
import { state, value, type Predicate } from './metricValues';
import { incidentWindow, when, whenAfter } from './metricWindows';
import { AT_PEAK, comma } from './timing';

const predicate: Rule<Predicate> = memo(alt(changed, levelled));

const more = opt(
  map(
    seq(words('and', ', and', ',', 'and then', ', then'), predicate, whenAfter),
    ([, one, time]) => ({ one, time }),
  ),
);

/** The same of the incident alone, which may be meant, but less likely. */
function duringIncident(
  mention: MetricMention,
  said: Predicate,
  input: Input,
): Statement[] {
  const time = {
    uncited: 1,
    isNamed: false,
    window: incidentWindow(input),
    states: [],
  };
  return state(mention, [said], time, input);
}

/** `The error rate of checkout rose from 0.3 % to 34 % between 18:36 and 18:37.` */
const metricClause: Rule<Statement> = mapAll(
  seq(
    opt(map(seq(when, comma), ([one]) => one)),
    metric,
    predicate,
    whenAfter,
    more,
  ),
  ([before, mention, first, after, second], input) => {
    if (before && after) return [];
    const said = state(mention, [first], before ?? after, input);
    const main =
      before || after || said.length === 0
        ? said
        : [...said, ...duringIncident(mention, first, input)];
    if (!second) return main;
    return main.flatMap(statement =>
      state(mention, [second.one], second.time, input).map(also => ({
        ...joined(statement, { uncited: 0, isNamed: also.isNamed }),
        assertions: [...statement.assertions, ...also.assertions],
      })),
    );
  },
);

/** `the highest error rate of checkout was 33.5 %` */
const highest: Rule<Statement> = mapAll(
  alt(
    map(
      seq(
        words(
          'the highest',
          'the peak',
          'peak',
          'the maximum',
          'the lowest',
          'the minimum',
          'the top',
        ),
        metric,
        words('was', 'reached', 'came to', 'stood at'),
        value,
        opt(map(seq(comma, when), ([, one]) => one)),
      ),
      ([which, mention, , one, time]) => ({
        mention,
        one,
        time,
        isLow: /lowest|minimum/.test(which),
      }),
    ),
    map(
      seq(
        AT_PEAK,
        comma,
        metric,
        words('was', 'were', 'reached', 'came to', 'stood at', 'was at', 'hit'),
        value,
      ),
      ([, , mention, , one]) => ({
        mention,
        one,
        time: undefined,
        isLow: false,
      }),
    ),
    map(
      seq(
        metric,
        words(
          'was',
          'were',
          'reached',
          'came to',
          'stood at',
          'was at',
          'hit',
          'rose to',
          'climbed to',
        ),
        value,
        AT_PEAK,
      ),
      ([mention, , one]) => ({ mention, one, time: undefined, isLow: false }),
    ),
  ),
  ({ mention, one, time, isLow }, input) =>
    state(mention, [extreme(isLow ? 'lowest' : 'highest', one)], time, input),
);

const BEING = words(
  'were waiting',
  'were queued',
  'were pending',
  'were open',
  'were in use',
  'were in flight',
  'were active',
  'was in use',
  'was used',
  'were used',
  'were there',
  'were in',
  'were waiting in',
);
const place = opt(seq(opt(words('in', 'on')), metric));

/** `At the peak, around 17:25, more than 9,000 messages were waiting in the queue.` */
const manyWere: Rule<Statement> = mapAll(
  seq(
    opt(map(AT_PEAK, () => true)),
    comma,
    opt(when),
    comma,
    quantity,
    metric,
    BEING,
    place,
    opt(map(seq(comma, AT_PEAK), () => true)),
    opt(map(seq(comma, when), ([, one]) => one)),
  ),
  (
    [peakFirst, , timeFirst, , one, mention, , where, peakLast, timeLast],
    input,
  ) => {
    const time = timeFirst ?? timeLast;
    const isElsewhere = where !== undefined && where[1].fact !== mention.fact;
    if (isElsewhere || (timeFirst && timeLast)) return [];
    if (peakFirst || peakLast) {
      return state(mention, [extreme('highest', one)], time, input);
    }
    return readingsOf(one, ['point', 'throughout']).flatMap(said =>
      time ? state(mention, [said], time, input) : [],
    );
  },
);

const RECEIVED = words(
  'received',
  'served',
  'handled',
  'was receiving',
  'was serving',
  'kept receiving',
  'kept serving',
  'kept handling',
  'continued to receive',
  'continued to serve',
);

/** `checkout kept receiving around 25 requests per second`. */
const received: Rule<Statement> = mapAll(
  seq(service, RECEIVED, value, opt(map(seq(comma, when), ([, one]) => one))),
  ([of, verb, one, time], input) =>
    one.unit.unit === 'per_second' && (time || /kept|continued/.test(verb))
      ? input.index.metrics
          .filter(
            fact =>
              fact.unit === 'per_second' &&
              serviceName(fact.service) === serviceName(of) &&
              fact.words.name.has('request') &&
              !/error|fail|5xx/i.test(fact.metric),
          )
          .flatMap(fact =>
            state(
              { fact, ...bindingOf(input, [fact.id], false) },
              [holdsTo(time?.at ? 'point' : 'throughout', [one])],
              time,
              input,
            ),
          )
      : [],
);

export const metricFrames: Rule<Statement> = memo(
  alt(metricClause, highest, failedShare, noneFailed, received, manyWere),
);
