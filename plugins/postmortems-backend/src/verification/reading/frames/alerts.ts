import { instant } from '../instants';
import { ENDED, FIRED, WAS_ACTIVE } from '../lexicon/verbs';
import { alert, alertEvent, type AlertMention } from '../nouns/alerts';
import { event } from '../nouns/events';
import { joined, type Statement } from '../nouns/mention';
import { duration, type Stated } from '../quantities';
import { alt, map, mapAll, memo, opt, seq, words, type Rule } from '../rules';
import { apart, atInstant, comma, ordered } from './timing';

function lasted(mention: AlertMention, lengths: readonly Stated[]): Statement {
  return {
    ...joined(mention),
    assertions: apart(
      alertEvent(mention, 'fired'),
      alertEvent(mention, 'ended'),
      lengths,
    ).assertions,
  };
}

const allInAll = opt(words('all in all', 'in total', 'in all', 'overall'));

/** `The alert was active for about 35 minutes.` */
const active: Rule<Statement> = alt(
  map(
    seq(
      allInAll,
      comma,
      alert,
      words(...WAS_ACTIVE),
      opt(words('for')),
      duration,
    ),
    ([, , mention, , , lengths]) => lasted(mention, lengths),
  ),
  map(
    seq(
      words('it took'),
      duration,
      words('for', 'before', 'until'),
      alert,
      words(
        'to clear',
        'to resolve',
        'cleared',
        'resolved',
        'ended',
        'was resolved',
      ),
    ),
    ([, lengths, , mention]) => lasted(mention, lengths),
  ),
  map(
    seq(
      duration,
      words(
        'went by before',
        'passed before',
        'elapsed before',
        'went by until',
        'passed until',
      ),
      alert,
      words('cleared', 'resolved', 'ended', 'was resolved'),
    ),
    ([lengths, , mention]) => lasted(mention, lengths),
  ),
  map(
    seq(
      alert,
      words('cleared', 'resolved', 'ended', 'was resolved'),
      words('after'),
      duration,
    ),
    ([mention, , , lengths]) => lasted(mention, lengths),
  ),
);

/** `The alert fired at 18:36 and cleared at 18:37.` */
const firedAndEnded: Rule<Statement> = map(
  seq(
    alert,
    words(...FIRED),
    opt(atInstant),
    opt(words(',')),
    words('and', 'and then', 'but'),
    words(...ENDED),
    alt<{
      moment?: typeof instant extends Rule<infer T> ? T : never;
      lengths?: readonly Stated[];
    }>(
      map(atInstant, moment => ({ moment })),
      map(seq(duration, words('later')), ([lengths]) => ({ lengths })),
      map(seq(words('after'), duration), ([, lengths]) => ({ lengths })),
    ),
  ),
  ([mention, , from, , , , { moment, lengths }]) => ({
    ...joined(mention),
    assertions: [
      ...alertEvent(mention, 'fired').states(from),
      ...alertEvent(mention, 'ended').states(moment),
      ...(lengths ? lasted(mention, lengths).assertions : []),
    ],
  }),
);

/** `The alert was active from 18:36 to 18:37.` */
const between: Rule<Statement> = map(
  seq(
    alert,
    words('was active', 'was firing', 'was open', 'lasted'),
    words('from'),
    instant,
    words('to', 'until'),
    instant,
  ),
  ([mention, , , from, , to]) => ({
    ...joined(mention),
    assertions: [
      ...alertEvent(mention, 'fired').states(from),
      ...alertEvent(mention, 'ended').states(to),
    ],
  }),
);

/** `The alert was still firing at 18:37.` */
const state: Rule<Statement> = mapAll(
  seq(
    alert,
    words(
      'was still',
      'was',
      'had already',
      'had',
      'was already',
      'was no longer',
    ),
    words('firing', 'active', 'resolved', 'cleared', 'open'),
    words('at', 'by'),
    instant,
  ),
  ([mention, verb, is, preposition, at]) => {
    const isFiring = ['firing', 'active', 'open'].includes(is);
    const isNegated = verb === 'was no longer';
    // `was resolved at 18:37` says when it ended.
    if (!isFiring && preposition === 'at' && !verb.includes('already')) {
      return [];
    }
    return [
      {
        ...joined(mention),
        assertions: [
          {
            type: 'state',
            evidence: mention.fact.fired,
            state: isFiring === isNegated ? 'resolved' : 'firing',
            at,
          },
        ],
      },
    ];
  },
);

/** `CheckoutErrors was a critical alert.` */
const severity: Rule<Statement> = map(
  seq(
    alert,
    words('was', 'is', 'had', 'has', 'was of'),
    opt(words('a', 'of', 'severity')),
    words('critical', 'warning', 'info', 'page'),
    opt(words('alert', 'severity')),
  ),
  ([mention, , , level]) => ({
    ...joined(mention),
    assertions: alertEvent(mention, 'fired', { severity: level }).states(),
  }),
);

/** `CheckoutErrors was the first alert to fire.` */
const first: Rule<Statement> = mapAll(
  seq(
    alert,
    words(
      'was the first alert to fire',
      'was the first alert',
      'was the first to fire',
      'fired first',
    ),
  ),
  ([mention], { index }) => {
    const start = alertEvent(mention, 'fired');
    return [
      {
        ...joined(mention),
        assertions: [
          ...start.states(),
          ...index.alerts
            .filter(other => other !== mention.fact)
            .map(other => ({
              type: 'order' as const,
              first: start.ref,
              second: { evidence: other.fired, pointer: '/startsAt' },
              relation: 'before' as const,
            })),
        ],
      },
    ];
  },
);

/** `The alert did not clear until checkout was rolled back.` */
const notBefore: Rule<Statement> = map(
  seq(
    alert,
    words(
      'did not clear until',
      'did not resolve until',
      'did not end until',
      'did not go away until',
      'only cleared after',
      'only resolved after',
    ),
    event,
  ),
  ([mention, , limit]) => ordered(limit, alertEvent(mention, 'ended')),
);

export const alertFrames: Rule<Statement> = memo(
  alt(active, firedAndEnded, between, state, severity, first, notBefore),
);
