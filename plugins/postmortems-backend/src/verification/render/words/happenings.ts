import {
  RECORD_EVIDENCE_ID,
  type Assertion,
  type AssertionOf,
  type Instant,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isDone } from '../../changeStatus';
import { isOf, type Clause, type ClauseWriter } from '../clause';
import type { Language } from '../Language';

const MINUTE_MS = 60_000;

/** An alert or a change, in its source's words and with its distance from the start. */
export const alertOrChangeClause: ClauseWriter = (assertions, language) => {
  const [first] = assertions;
  if (first.type !== 'alert' && first.type !== 'deploymentChange') {
    return undefined;
  }
  let words = isOf(first, 'alert')
    ? alertWords(first, language)
    : changeWords(first, language);
  let says = 1;
  const description = assertions[says];
  if (
    isOf(description, 'quotation') &&
    description.evidence === first.evidence &&
    !description.source
  ) {
    words = language.messages.withQuote({
      words,
      quote: language.quote(description.text),
    });
    says += 1;
  }
  const lead = assertions[says];
  if (isLead(lead, first.evidence)) {
    words += language.messages.beforeStart({
      length: language.length(lead.quantity),
    });
    says += 1;
  }
  return withRepetition({
    clause: { words, says, ...(first.at && { at: first.at }) },
    assertions,
    language,
  });
};

function alertWords(
  { event, name, service, severity }: AssertionOf<'alert'>,
  language: Language,
): string {
  const { alert, alertFor } = language.messages;
  return alert[event]({
    alert:
      service === undefined
        ? name
        : alertFor({ name, service: language.service(service) }),
    severity,
  });
}

function changeWords(
  assertion: AssertionOf<'deploymentChange'>,
  language: Language,
): string {
  const { change, service, from, to, name } = assertion;
  const { environment, status } = assertion;
  const { messages } = language;
  const told = { service: language.service(service), from, to, name };
  const place = environment ? messages.inEnvironment({ environment }) : '';
  if (status !== undefined && !isDone(status)) {
    const inWords = status.replaceAll('_', ' ');
    return messages.changeNotDone[change]({ ...told, status: inWords }) + place;
  }
  return [
    messages.change[change](told),
    place,
    status ? messages.withStatus({ status }) : '',
  ].join('');
}

function isLead(
  assertion: Assertion | undefined,
  evidence: string,
): assertion is AssertionOf<'gap'> {
  return (
    isOf(assertion, 'gap') &&
    assertion.from.evidence === evidence &&
    assertion.to.evidence === RECORD_EVIDENCE_ID &&
    assertion.to.pointer === '/startedAt'
  );
}

/** What a log, a message or another source says. */
export const sayingClause: ClauseWriter = (assertions, language) => {
  const [first] = assertions;
  const { messages } = language;
  let words: string;
  let says = 1;
  switch (first.type) {
    case 'log': {
      const { service, level, text, occurrences } = first;
      words = messages.logged({
        service: language.service(service),
        level,
        quote: language.quote(text),
        ...(occurrences && { times: language.quantity(occurrences) }),
      });
      break;
    }
    case 'said': {
      const { speaker, channel, spoken, text, quotedUnder } = first;
      words = messages.wrote({
        channel,
        spoken,
        quote: language.quote(text),
        ...(language.style.people === 'names' && { speaker }),
        ...(quotedUnder && { under: messages.section[quotedUnder] }),
      });
      break;
    }
    case 'quotation': {
      const { source, service, text, evidence } = first;
      const quote = language.quote(text);
      if (!source) {
        words = messages.recordedFor({
          quote,
          ...(service && { service: language.service(service) }),
        });
        break;
      }
      const named = { service: language.service(service), quote };
      if (source === 'event') {
        const next = assertions[1];
        const isReason =
          isOf(next, 'quotation') &&
          next.evidence === evidence &&
          next.pointer === '/reason';
        if (isReason) says += 1;
        words = messages.platformEvent({
          ...named,
          ...(isReason && { reason: next.text }),
        });
        break;
      }
      const [row, ...rows] = quotesOf(first, assertions.slice(1), language);
      const told = { ...named, quote: row.quote };
      words = messages.withMoreQuotes({
        words:
          source === 'note'
            ? messages.note(told)
            : messages.recordedBy({ ...told, source }),
        quotes: rows.map(one => one.quote),
      });
      says = [row, ...rows].reduce((sum, one) => sum + one.says, 0);
      break;
    }
    default:
      return undefined;
  }
  return withRepetition({
    clause: { words, says, ...(first.at && { at: first.at }) },
    assertions,
    language,
  });
};

/** What is quoted of one record, the cells of a row together. */
function quotesOf(
  first: AssertionOf<'quotation'>,
  others: readonly Assertion[],
  language: Language,
): { quote: string; says: number }[] {
  const rows = [{ row: rowOf(first.pointer), cells: [first.text] }];
  for (const next of others) {
    const isOfSame =
      isOf(next, 'quotation') &&
      next.evidence === first.evidence &&
      !next.source;
    if (!isOfSame) break;
    const row = rowOf(next.pointer);
    const last = rows[rows.length - 1];
    if (row !== '' && row === last.row) last.cells.push(next.text);
    else rows.push({ row, cells: [next.text] });
  }
  return rows.map(({ cells }) => ({
    quote: language.quote(language.messages.rowOf({ cells })),
    says: cells.length,
  }));
}

/** The row that a cell stands in; none for a field of the record. */
function rowOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}

/** How many records say the same or belong to it, if the next assertions tell. */
function withRepetition(options: {
  clause: Clause;
  assertions: readonly Assertion[];
  language: Language;
}): Clause {
  const { assertions, language } = options;
  let { clause } = options;
  for (;;) {
    const next = assertions[clause.says];
    const words =
      isOf(next, 'count') && repetitionWords(next, assertions[0], language);
    if (!words) return clause;
    clause = { ...clause, words: clause.words + words, says: clause.says + 1 };
  }
}

function repetitionWords(
  { filter, quantity }: AssertionOf<'count'>,
  first: Assertion,
  language: Language,
): string | undefined {
  const { messages } = language;
  const { sameAs, pattern, correlationId, kind, name, status, window } = filter;
  const number = language.quantity(quantity);
  if (sameAs !== undefined) {
    return 'evidence' in first && sameAs === first.evidence
      ? messages.records({ number, count: quantity.value })
      : undefined;
  }
  if (correlationId !== undefined) {
    return messages.correlated({ number, id: correlationId });
  }
  if (!window?.to) return undefined;
  // As exactly as the time with which the sentence begins
  const at = 'at' in first ? first.at : undefined;
  const exactly = (instant: Instant, withDay = false) =>
    language.instant(
      {
        ...instant,
        precisionMs: Math.min(at?.precisionMs ?? MINUTE_MS, MINUTE_MS),
      },
      withDay,
    );
  const until = exactly(window.to);
  if (isOf(first, 'log') && pattern !== undefined) {
    return messages.linesLikeIt({ number, until });
  }
  if (!isOf(first, 'alert') || kind !== 'alert' || !name || !status) {
    return undefined;
  }
  const { from } = window;
  const isAgain =
    from &&
    at &&
    status === 'firing' &&
    Date.parse(from.at) < Date.parse(at.at);
  const isOneDay = from && at && from.at.slice(0, 10) === at.at.slice(0, 10);
  if (from && !isAgain && exactly(from) === until) {
    return messages.alertsAtOnce({ number });
  }
  return isAgain
    ? messages.alertAgain({ number, since: exactly(from, !isOneDay) })
    : messages.alertsLikeIt[status]({ number, until });
}
