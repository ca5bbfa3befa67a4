import type { Assertion } from '@postmortems/backstage-plugin-postmortems-common';
import type { Clause, ClauseWriter } from './clause';
import { Language } from './Language';
import { english, type Messages } from './messages';
import { DEFAULT_STYLE, type RenderStyle } from './style';
import { alertOrChangeClause, sayingClause } from './words/happenings';
import { inVainClause } from './words/inVain';
import { metricClause } from './words/metrics';
import { missingClause } from './words/missing';
import { recordClause } from './words/record';
import { relationClause } from './words/relations';
import { setClause } from './words/sets';
import { spokenClause } from './words/spoken';
import { summaryClause } from './words/summary';
import { disagreementClause, foldClause } from './words/timeline';

/** The first one that has words for an assertion writes them. */
const WRITERS: readonly ClauseWriter[] = [
  // Before those of its parts
  spokenClause,
  summaryClause,
  inVainClause,
  metricClause,
  alertOrChangeClause,
  // Before what sources say: a quotation may name what was not collected
  missingClause,
  sayingClause,
  disagreementClause,
  foldClause,
  recordClause,
  setClause,
  relationClause,
];

/**
 * Assertions in words: a sentence for those that belong together, such as a change
 * and the time of its extreme. What happened at a time begins with it:
 * `14:07 UTC: checkout logged “…”.` The same assertions, style and catalogue always
 * give the same text.
 */
export function render(
  assertions: readonly Assertion[],
  style: RenderStyle = DEFAULT_STYLE,
  messages: Messages = english,
): string {
  const language = new Language(style, messages);
  const sentences: string[] = [];
  let rest = assertions;
  while (rest.length > 0) {
    const clause = clauseOf(rest, language);
    const words = clause.at
      ? messages.entry({
          time: language.instant(clause.at),
          words: clause.words,
        })
      : clause.words;
    sentences.push(messages.sentence({ words }));
    rest = rest.slice(clause.says);
  }
  return sentences.join(' ');
}

function clauseOf(
  assertions: readonly Assertion[],
  language: Language,
): Clause {
  for (const write of WRITERS) {
    const clause = write(assertions, language);
    if (clause) return clause;
  }
  throw new Error(`There are no words for ${assertions[0].type}`);
}
