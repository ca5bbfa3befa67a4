import {
  RECORD_EVIDENCE_ID,
  type Assertion,
  type AssertionOf,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isOf, type Clause, type ClauseWriter } from '../clause';
import type { Language } from '../Language';
import { alertOrChangeClause } from './happenings';
import { metricClause } from './metrics';
import { spokenClause, withWords } from './spoken';

/** What the summary says in one sentence, from assertions that other sections tell one by one. */
export const summaryClause: ClauseWriter = (assertions, language) =>
  reportedClause(assertions, language) ??
  measuredClause(assertions, language) ??
  noticedClause(assertions, language) ??
  endedClause(assertions, language) ??
  partClause(assertions, language);

/** The reporter's own words, with a metric that shows the same. */
function reportedClause(
  assertions: readonly Assertion[],
  language: Language,
): Clause | undefined {
  const [first, second] = assertions;
  if (
    !isOf(first, 'quotation') ||
    first.evidence !== RECORD_EVIDENCE_ID ||
    first.pointer !== '/description'
  ) {
    return undefined;
  }
  const measured =
    isOf(second, 'change') || isOf(second, 'extreme')
      ? metricClause([second], language)
      : undefined;
  const says = measured ? 2 : 1;
  const noticed = noticedInShort(assertions.slice(says), language);
  const clause = {
    words: language.messages.reported({
      quote: language.quote(first.text),
      ...(measured && { measured: measured.words }),
      ...(noticed && { noticed: noticed.words }),
    }),
    says: says + (noticed?.says ?? 0),
  };
  return withWords(clause, assertions, language);
}

/** What was measured, and how it was noticed. */
function measuredClause(
  assertions: readonly Assertion[],
  language: Language,
): Clause | undefined {
  const measured = metricClause(assertions, language);
  const noticed =
    measured && noticedInShort(assertions.slice(measured.says), language);
  return noticed
    ? {
        words: language.messages.reported({
          measured: measured.words,
          noticed: noticed.words,
        }),
        says: measured.says + noticed.says,
      }
    : undefined;
}

/** How long detection took, or how long after the start it was, with the alert or message that shows it. */
function noticedClause(
  assertions: readonly Assertion[],
  language: Language,
): Clause | undefined {
  const [delay, sign] = assertions;
  const { messages } = language;
  const isDetection = isOf(delay, 'duration') && delay.of === 'detection';
  if (!isDetection && !isAfterStart(delay)) return undefined;
  const told = signWords(assertions.slice(1), language);
  if (!told || !sign || !('at' in sign) || !sign.at) return undefined;
  const length = language.length(delay.quantity);
  const { words, quote, says } = told;
  let sentence: string;
  if (isDetection) {
    const time = language.instant(sign.at);
    sentence = messages.noticed({ length, words, time });
  } else if (delay.quantity.value > 0) {
    sentence = messages.noticedAfter({ length, words });
  } else {
    sentence = messages.noticedAtStart({ words });
  }
  return {
    words: quote ? messages.saying({ words: sentence, quote }) : sentence,
    says: 1 + says,
  };
}

/** The same beside what was reported, which says what it was: without a quotation. */
function noticedInShort(
  [delay, ...rest]: readonly Assertion[],
  language: Language,
): Clause | undefined {
  const { noticedInShort: messages } = language.messages;
  const isDetection = isOf(delay, 'duration') && delay.of === 'detection';
  if (!isDetection && !isAfterStart(delay)) return undefined;
  const [sign] = rest;
  const told = sign && signWords(rest, language);
  const length = language.length(delay.quantity);
  if (!told || !('at' in sign) || !sign.at) {
    return isDetection
      ? { words: messages.detected({ length }), says: 1 }
      : undefined;
  }
  const { words } = told;
  const time = language.instant(sign.at);
  const says = 1 + told.says;
  if (isDetection) {
    return { words: messages.detected({ length, words, time }), says };
  }
  return delay.quantity.value > 0
    ? { words: messages.afterStart({ length, words }), says }
    : { words: messages.atStart({ words }), says };
}

function isAfterStart(
  assertion: Assertion | undefined,
): assertion is AssertionOf<'gap'> {
  return (
    isOf(assertion, 'gap') && assertion.from.evidence === RECORD_EVIDENCE_ID
  );
}

/** An alert or a change, or that somebody wrote something; its quotation comes last. */
function signWords(
  [sign, next]: readonly Assertion[],
  language: Language,
): { words: string; quote?: string; says: number } | undefined {
  if (isOf(sign, 'said')) {
    const { channel, spoken, text } = sign;
    return {
      words: language.messages.somebodyWrote({ channel, spoken }),
      quote: language.quote(text),
      says: 1,
    };
  }
  if (!isOf(sign, 'alert') && !isOf(sign, 'deploymentChange')) {
    return undefined;
  }
  const isQuoted =
    isOf(next, 'quotation') && !next.source && next.evidence === sign.evidence;
  return {
    words: alertOrChangeClause([sign], language)!.words,
    ...(isQuoted && { quote: language.quote(next.text) }),
    says: isQuoted ? 2 : 1,
  };
}

/** The change that took the impact away, if one did, and the end by the record. */
function endedClause(
  assertions: readonly Assertion[],
  language: Language,
): Clause | undefined {
  const [first] = assertions;
  const isChange = isOf(first, 'deploymentChange') && first.at;
  const [end, length] = isChange ? assertions.slice(1) : assertions;
  if (!isOf(end, 'milestone')) return undefined;
  const isTimed = isOf(length, 'duration') && length.of === 'mitigation';
  const says = 1 + (isChange ? 1 : 0) + (isTimed ? 1 : 0);
  const isTold =
    isChange || isTimed || spokenClause(assertions.slice(says), language);
  if (!isTold) return undefined;
  const clause = {
    words: language.messages.ended[end.event]({
      ...(isChange && {
        change: {
          words: alertOrChangeClause([first], language)!.words,
          time: language.instant(isChange),
        },
      }),
      time: language.instant(end.at),
      ...(isTimed && { length: language.length(length.quantity) }),
    }),
    says,
  };
  return withWords(clause, assertions, language);
}

/** How much of the incident its detection or mitigation took. */
function partClause(
  [part, whole]: readonly Assertion[],
  language: Language,
): Clause | undefined {
  if (!isPart(part) || !isOf(whole, 'duration') || whole.of !== 'incident') {
    return undefined;
  }
  return {
    words: language.messages.partOf[part.of]({
      length: language.length(part.quantity),
      whole: language.length(whole.quantity),
    }),
    says: 2,
  };
}

function isPart(
  assertion: Assertion | undefined,
): assertion is AssertionOf<'duration'> & { of: 'detection' | 'mitigation' } {
  return (
    isOf(assertion, 'duration') &&
    (assertion.of === 'detection' || assertion.of === 'mitigation')
  );
}
