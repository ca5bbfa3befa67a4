import { nameKey } from '../../nameKey';
import { serviceName, type TextFact } from '../EvidenceIndex';
import { bindingOf, type Statement } from '../nouns/mention';
import { service } from '../nouns/names';
import { asserts, hasPassage, quoted, reported } from '../nouns/quotes';
import { quantitiesOf, quantity } from '../quantities';
import { alt, map, mapAll, memo, opt, seq, words, type Rule } from '../rules';
import { atInstant } from './timing';

const LOGGED = words(
  'logged',
  'had logged',
  'reported',
  'logged the line',
  'logged the message',
);
const SHOWS = words(
  'shows',
  'showed',
  'contains',
  'contained',
  'says',
  'said',
  'has',
  'had',
);

const logger: Rule<string | undefined> = alt<string | undefined>(
  map(seq(service, LOGGED), ([of]) => of),
  map(
    seq(words('the log of', 'the logs of', 'a log line of'), service, SHOWS),
    ([, of]) => of,
  ),
  map(seq(words('the log', 'the logs', 'a log line'), SHOWS), () => undefined),
  map(seq(service, words('logs', "'s log", "'s logs"), SHOWS), ([of]) => of),
);
const times = opt(map(seq(quantity, words('times')), ([stated]) => stated));

/** `checkout logged "field currency is missing" 41 times at 18:36.` */
const logged: Rule<Statement> = mapAll(
  seq(
    logger,
    opt(words('that', ':')),
    alt(
      map(quoted, text => ({ text, isQuoted: true })),
      map(reported(['log', 'event']), text => ({ text, isQuoted: false })),
    ),
    times,
    opt(atInstant),
  ),
  ([of, , { text, isQuoted }, count, at], input) => {
    const key = nameKey(text).replace(/[.…]+$/, '');
    const logs = input.index.texts.filter(({ kind }) => kind === 'log');
    const having = logs.filter(one => hasPassage(one.key, key));
    if (having.some(one => !asserts(one.key, key))) return [];
    const ofService = having.filter(one => !of || isOf(one, of));
    const cited = logs.filter(one => isQuoted && input.cited.has(one.id));
    const meant =
      [ofService, having, cited].find(some => some.length > 0) ?? [];
    return meant.map(one => ({
      ...bindingOf(input, [one.id], true),
      assertions: (count ? quantitiesOf(count) : [undefined]).map(
        occurrences => ({
          type: 'log' as const,
          evidence: one.id,
          text: key,
          ...(of && { service: of }),
          ...(occurrences && {
            occurrences: { ...occurrences, unit: 'count' as const },
          }),
          ...(at && { at }),
        }),
      ),
    }));
  },
);

function isOf(one: TextFact, stated: string): boolean {
  return serviceName(one.service) === serviceName(stated);
}

export const logFrames: Rule<Statement> = memo(logged);
