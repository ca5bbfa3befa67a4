import type {
  Assertion,
  Bound,
  Instant,
} from '@postmortems/backstage-plugin-postmortems-common';
import { instant } from '../instants';
import { event } from '../nouns/events';
import { joined, type EventMention, type Statement } from '../nouns/mention';
import { duration, quantitiesOf, type Stated } from '../quantities';
import { alt, map, memo, opt, seq, words, type Rule } from '../rules';

/** What is said of when something happened, applied to the event. */
export type Timing = (subject: EventMention) => Statement;

const INSTANT_BOUNDS: Readonly<Record<string, Bound>> = {
  at: 'exactly',
  on: 'exactly',
  'at about': 'about',
  'at around': 'about',
  'at roughly': 'about',
  'at approximately': 'about',
  around: 'about',
  about: 'about',
  by: 'at_most',
  before: 'less_than',
  after: 'more_than',
  'at exactly': 'exactly',
};

/** `at 18:36:03 UTC`, `on 7 September`, `by 18:37`. */
export const atInstant: Rule<Instant> = memo(
  map(
    seq(words(...Object.keys(INSTANT_BOUNDS)), instant),
    ([preposition, moment]) => ({
      ...moment,
      bound: INSTANT_BOUNDS[preposition],
    }),
  ),
);

function gaps(
  from: EventMention,
  to: EventMention,
  lengths: readonly Stated[],
): Assertion[] {
  return lengths.flatMap(stated =>
    quantitiesOf(stated).map(quantity => ({
      type: 'gap' as const,
      from: from.ref,
      to: to.ref,
      quantity,
    })),
  );
}

/** Both happened, with so much time from one to the other. */
export function apart(
  from: EventMention,
  to: EventMention,
  lengths: readonly Stated[],
): Statement {
  return {
    ...joined(from, to),
    assertions: [
      ...from.states(),
      ...to.states(),
      ...gaps(from, to, lengths),
      { type: 'order', first: from.ref, second: to.ref, relation: 'before' },
    ],
  };
}

/** Both happened, one before the other. */
export function ordered(first: EventMention, second: EventMention): Statement {
  return {
    ...joined(first, second),
    assertions: [
      ...first.states(),
      ...second.states(),
      {
        type: 'order',
        first: first.ref,
        second: second.ref,
        relation: 'before',
      },
    ],
  };
}

const within = words('within', 'in under', 'in less than');

/** What follows a clause that says that something happened. */
export const timing: Rule<Timing> = memo(
  alt<Timing>(
    map(atInstant, moment => subject => ({
      ...joined(subject),
      assertions: subject.states(moment),
    })),
    map(
      seq(words('between'), instant, words('and'), instant),
      ([, from, , to]) =>
        subject => ({
          ...joined(subject),
          assertions: [
            ...subject.states({ ...from, bound: 'at_least' }),
            ...subject.states({ ...to, bound: 'at_most' }),
          ],
        }),
    ),
    map(
      seq(
        duration,
        words('after', 'before', 'later than', 'earlier than'),
        event,
      ),
      ([lengths, relation, other]) =>
        subject =>
          relation === 'after' || relation === 'later than'
            ? apart(other, subject, lengths)
            : apart(subject, other, lengths),
    ),
    map(
      seq(within, duration, words('of', 'after'), event),
      ([, lengths, , other]) =>
        subject =>
          apart(
            other,
            subject,
            lengths.map(stated => ({
              ...stated,
              bounds: ['at_most'] as const,
            })),
          ),
    ),
    map(
      seq(words('after', 'before', 'once'), event),
      ([relation, other]) =>
        subject =>
          relation === 'after' || relation === 'once'
            ? ordered(other, subject)
            : ordered(subject, other),
    ),
  ),
);

export const comma = opt(words(','));

export const AT_PEAK = words(
  'at the peak',
  'at its peak',
  'at its worst',
  'at the worst point',
  'at the worst',
  'at its height',
  'at the height of the incident',
  'at peak',
);
