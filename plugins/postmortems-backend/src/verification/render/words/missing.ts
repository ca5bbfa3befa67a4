import type {
  Assertion,
  AssertionOf,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isOf, type Clause, type ClauseWriter } from '../clause';
import type { Language } from '../Language';
import { spokenClause, unconfirmedClause, withWords } from './spoken';

/** What the evidence lacks, or the investigation does not say. */
export const missingClause: ClauseWriter = (assertions, language) => {
  const [first, second] = assertions;
  const { messages } = language;
  // The source whose collection was incomplete comes before it
  const isNamed =
    isOf(first, 'quotation') &&
    isOf(second, 'missingEvidence') &&
    second.what === 'collection' &&
    first.evidence === second.evidence &&
    first.pointer === '/source';
  const missing = isNamed ? second : first;
  if (!isOf(missing, 'missingEvidence')) return undefined;
  const { what, count, services = [], text } = missing;
  const number = count === undefined ? undefined : language.number(count);
  const says = isNamed ? 2 : 1;
  switch (what) {
    case 'chat':
    case 'telemetry':
    case 'deployment':
    case 'agent_trace':
    case 'detection_time':
    case 'mitigation_time':
    case 'resolution_time':
      return { words: messages.missing[what], says };
    case 'nothing':
      return { words: messages.missing.nothing({ number }), says };
    case 'telemetry_of_services':
      return {
        words: messages.missing.telemetry_of_services({
          count: services.length,
          services: language.list(services.map(name => language.service(name))),
        }),
        says,
      };
    case 'collection':
      return {
        words: messages.missing.collection({
          ...(isNamed && { source: first.text }),
          ...(text && { quote: language.quote(text) }),
        }),
        says,
      };
    case 'truncated':
      return {
        words: messages.missing.truncated({
          number: number ?? language.number(1),
          count: count ?? 1,
        }),
        says,
      };
    case 'uninterpreted':
    case 'unused':
      return {
        words: messages.missing[what]({
          number: number ?? language.number(1),
          count: count ?? 1,
          kind: language.quote(text ?? ''),
        }),
        says,
      };
    case 'unread':
      return {
        words: messages.missing.unread({
          number: number ?? '',
          count: count ?? 2,
        }),
        says,
      };
    case 'selection':
      return {
        words: messages.missing.selection({ number: number ?? '' }),
        says,
      };
    case 'open':
      return openClause(missing, assertions, language);
    case 'cause_decision': {
      const isSpoken = spokenClause(assertions.slice(says), language);
      const words =
        !text && isSpoken
          ? messages.causeNotConfirmedYet
          : causeWords(missing, language);
      return withWords({ words, says }, assertions, language);
    }
    default: {
      const spoken = spokenClause(assertions.slice(says), language);
      const unconfirmed =
        what === 'confirmed_cause' &&
        unconfirmedClause(assertions.slice(says), language);
      if (unconfirmed) {
        return { ...unconfirmed, says: says + unconfirmed.says };
      }
      if (spoken && what === 'cause') {
        const clause = { words: messages.noCauseConfirmed, says };
        return withWords(clause, assertions, language);
      }
      const words = messages.inconclusive[what];
      return {
        words:
          count === 0
            ? words.without
            : words.investigated({
                steps: messages.investigation({ number, count }),
              }),
        says,
      };
    }
  }
};

/** What is still open: the cause, and what people wrote of the rest. */
function openClause(
  { count }: AssertionOf<'missingEvidence'>,
  assertions: readonly Assertion[],
  language: Language,
): Clause {
  const wrote: string[] = [];
  let says = 1;
  for (;;) {
    const spoken = spokenClause(assertions.slice(says), language);
    if (!spoken) break;
    wrote.push(spoken.words);
    says += spoken.says;
  }
  return {
    words: language.messages.stillOpen({ isCauseOpen: count === 1, wrote }),
    says,
  };
}

/** That no cause is confirmed, with the one that is tied best where it is told. */
function causeWords(
  { count, text, origin }: AssertionOf<'missingEvidence'>,
  language: Language,
): string {
  const { messages } = language;
  if (count === undefined) return messages.causeUnknown;
  if (!text || !origin) {
    const number = language.number(count);
    return messages.causeNotConfirmed({ number, count });
  }
  const words = messages.leadingCause[origin]({
    statement: text,
    quote: language.quote(text),
  });
  return count > 1
    ? messages.otherCauses({
        words,
        number: language.number(count - 1),
        count: count - 1,
      })
    : words;
}
