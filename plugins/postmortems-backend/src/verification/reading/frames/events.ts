import {
  eventClause,
  event,
  eventNoun,
  process,
  phaseOf,
  textEvent,
} from '../nouns/events';
import { joined, type EventMention, type Statement } from '../nouns/mention';
import { duration, type Stated } from '../quantities';
import { alt, map, mapAll, memo, opt, seq, words, type Rule } from '../rules';
import { apart, comma, ordered, timing, type Timing } from './timing';

/** What is said of an event and of when it happened. */
export function apply(
  subject: EventMention,
  timings: readonly (Timing | undefined)[],
): Statement {
  const stated = timings.flatMap(one => (one ? [one(subject)] : []));
  if (stated.length === 0) {
    return { ...joined(subject), assertions: subject.states() };
  }
  return {
    ...joined(subject),
    uncited: Math.max(...stated.map(({ uncited }) => uncited)),
    isNamed: stated.every(({ isNamed }) => isNamed),
    assertions: stated.flatMap(({ assertions }) => assertions),
  };
}

/** `The alert fired at 18:36, eight seconds after the deployment.` */
const happened: Rule<Statement> = map(
  seq(
    eventClause,
    opt(map(seq(comma, timing), ([, one]) => one)),
    opt(map(seq(comma, timing), ([, one]) => one)),
  ),
  ([subject, ...timings]) => apply(subject, timings),
);

/** `At 18:36, the alert fired.` */
const whenFirst: Rule<Statement> = map(
  seq(
    timing,
    comma,
    eventClause,
    opt(map(seq(comma, timing), ([, one]) => one)),
  ),
  ([first, , subject, second]) => apply(subject, [first, second]),
);

const CAME = words(
  'came',
  'happened',
  'took place',
  'occurred',
  'was',
  'followed',
  'was made',
  'was done',
  'went out',
  'was finished',
  'finished',
);
/** `The rollback came 84 seconds after the deployment.` */
const nounCame: Rule<Statement> = map(
  seq(eventNoun, CAME, timing, opt(map(seq(comma, timing), ([, one]) => one))),
  ([subject, , ...timings]) => apply(subject, timings),
);

const by = opt(map(seq(words('by'), duration), ([, lengths]) => lengths));
const PRECEDED = words('preceded', 'came before', 'happened before');
const FOLLOWED = words('followed', 'came after', 'happened after');
/** `The release preceded the alert by one minute.` */
const preceded: Rule<Statement> = alt(
  map(
    seq(eventNoun, opt(duration), PRECEDED, event, by),
    ([first, , , second, lengths]) =>
      lengths ? apart(first, second, lengths) : ordered(first, second),
  ),
  map(seq(eventNoun, FOLLOWED, event, by), ([second, , first, lengths]) =>
    lengths ? apart(first, second, lengths) : ordered(first, second),
  ),
  map(
    seq(
      event,
      words('was followed by', 'and then'),
      eventNoun,
      opt(map(seq(duration, words('later')), ([lengths]) => lengths)),
    ),
    ([first, , second, lengths]) =>
      lengths ? apart(first, second, lengths) : ordered(first, second),
  ),
);

/** `From the deployment to the rollback it took three hours.` */
const fromTo = alt(
  map(
    seq(words('from'), event, words('to', 'until'), event),
    ([, a, , b]) => [a, b] as const,
  ),
  map(
    seq(words('between'), event, words('and'), event),
    ([, a, , b]) => [a, b] as const,
  ),
);
const TOOK = words(
  'it took',
  'there were',
  'there was',
  'lay',
  'passed',
  'went by',
  'elapsed',
  'it was',
  'were',
  'was',
);
const spanned: Rule<Statement> = alt(
  map(
    seq(
      fromTo,
      comma,
      TOOK,
      duration,
      opt(words('passed', 'elapsed', 'went by')),
    ),
    ([[a, b], , , lengths]) => apart(a, b, lengths),
  ),
  map(
    seq(duration, words('passed', 'went by', 'elapsed', 'lay'), fromTo),
    ([lengths, , [a, b]]) => apart(a, b, lengths),
  ),
  map(seq(words('it took'), duration, fromTo), ([, lengths, [a, b]]) =>
    apart(a, b, lengths),
  ),
);

const laterBy = map(seq(duration, words('later')), ([lengths]) => lengths);
const thenTiming = opt(map(seq(comma, timing), ([, one]) => one));

/** `The alert fired at 18:36, and checkout was rolled back a minute later.` */
const later: Rule<Statement> = map(
  seq(
    eventClause,
    thenTiming,
    opt(words(',', ';')),
    opt(words('and', 'and then', 'but')),
    alt<{ second: EventMention; lengths: readonly Stated[] }>(
      map(
        seq(event, opt(words('followed', 'came')), laterBy),
        ([second, , lengths]) => ({
          second,
          lengths,
        }),
      ),
      map(seq(laterBy, comma, eventClause), ([lengths, , second]) => ({
        second,
        lengths,
      })),
    ),
  ),
  ([first, time, , , { second, lengths }]) => {
    const both = apart(first, second, lengths);
    return {
      ...both,
      assertions: [...apply(first, [time]).assertions, ...both.assertions],
    };
  },
);

const RAN = words(
  'ran for',
  'took',
  'lasted',
  'lasted for',
  'went on for',
  'ran',
  'needed',
);
/** `The stock refresh took 28 seconds.` */
const processTook: Rule<Statement> = mapAll(
  seq(process, RAN, duration),
  ([{ texts, stems }, , lengths], input) =>
    phaseOf(texts, 'began', stems).flatMap(start =>
      phaseOf(texts, 'finished', stems).flatMap(end =>
        end.at > start.at
          ? [apart(textEvent(start, input), textEvent(end, input), lengths)]
          : [],
      ),
    ),
);

export const eventFrames: Rule<Statement> = memo(
  alt(happened, whenFirst, nounCame, preceded, spanned, later, processTook),
);
