import type {
  Assertion,
  AssertionOf,
  EvidenceFilter,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isOf, type Clause, type ClauseWriter } from '../clause';
import type { Language } from '../Language';

/** How much evidence of a kind there is. */
export const setClause: ClauseWriter = (assertions, language) => {
  const [first] = assertions;
  const { messages } = language;
  switch (first.type) {
    case 'count':
      return (
        alertCount(first, assertions, language) ?? {
          words: messages.counted[first.distinct]({
            number: language.quantity(first.quantity),
            things: things(first.filter, language),
          }),
          says: 1,
        }
      );
    case 'share':
      return {
        words: messages.share({
          amount: language.quantity(first.quantity),
          whole: things(first.whole, language),
          part: things(first.part, language),
        }),
        says: 1,
      };
    case 'absence':
      return { words: absenceWords(first, language), says: 1 };
    case 'quantified':
      return (
        onlyInRegions(first, assertions[1], language) ?? {
          words: messages.quantified[first.quantifier]({
            set: things(first.set, language),
            having: things(first.having, language),
            number: language.number(first.n ?? 1),
          }),
          says: 1,
        }
      );
    default:
      return undefined;
  }
};

/** Silence in chat, or that there is nothing of a kind. */
function absenceWords(
  { filter }: AssertionOf<'absence'>,
  language: Language,
): string {
  const { messages } = language;
  const { kind, window, othersThan, ...others } = filter;
  const { from, to } = window ?? {};
  const isOfChat = kind === 'message' && Object.keys(others).length === 0;
  if (isOfChat && to && othersThan) {
    return messages.nobodyElseWrote({ to: language.instant(to) });
  }
  return isOfChat && from && to
    ? messages.silence({
        from: language.instant(from),
        to: language.instant(to),
      })
    : messages.absent({ things: things(filter, language) });
}

/** How many alerts fired, and which; or how many records of alerts there are. */
function alertCount(
  { filter, distinct, quantity }: AssertionOf<'count'>,
  assertions: readonly Assertion[],
  language: Language,
): Clause | undefined {
  const { kind, status, service, ...others } = filter;
  if (kind !== 'alert' || Object.keys(others).length > 0) return undefined;
  const { messages } = language;
  const counted = {
    number: language.quantity(quantity),
    count: quantity.value,
  };
  if (distinct === 'nodes' && !status && !service) {
    return { words: messages.alertRecords(counted), says: 1 };
  }
  if (distinct !== 'alerts' || status !== 'firing') return undefined;
  const names: string[] = [];
  for (const next of assertions.slice(1)) {
    if (!isOf(next, 'alert') || next.event !== 'fired' || next.at) break;
    names.push(
      next.service === undefined || next.service === service
        ? next.name
        : messages.alertFor({
            name: next.name,
            service: language.service(next.service),
          }),
    );
  }
  return {
    words: messages.alertsFired({
      ...counted,
      ...(service && { service: language.service(service) }),
      ...(names.length > 0 && { names: language.list(names) }),
    }),
    says: 1 + names.length,
  };
}

/** That a set is from some regions, of those that the evidence knows. */
function onlyInRegions(
  { quantifier, set, having }: AssertionOf<'quantified'>,
  next: Assertion | undefined,
  language: Language,
): Clause | undefined {
  const { regions, ...others } = having;
  if (quantifier !== 'all' || !regions || Object.keys(others).length > 0) {
    return undefined;
  }
  const isCounted =
    isOf(next, 'count') &&
    next.distinct === 'regions' &&
    Object.keys(next.filter).length === 0;
  if (!isCounted) return undefined;
  return {
    words: language.messages.onlyInRegions({
      set: things(set, language),
      regions: language.list(regions),
      count: regions.length,
      number: language.quantity(next.quantity),
    }),
    says: 2,
  };
}

/** Selected evidence, as a noun: `log lines of checkout at level error`. */
function things(filter: EvidenceFilter, language: Language): string {
  const { kind, sourceType, service, name, level, status } = filter;
  const { text, sameAs, regions, window } = filter;
  const { origin, pattern, correlationId, othersThan } = filter;
  const { selection } = language.messages;
  return [
    (kind && selection.kind[kind]) ?? selection.kind.other,
    sourceType ? selection.from[sourceType] : '',
    service ? selection.of({ service: language.service(service) }) : '',
    name ? selection.named({ name }) : '',
    level ? selection.level({ level }) : '',
    status ? selection.status[status] : '',
    text ? selection.saying({ quote: language.quote(text) }) : '',
    sameAs
      ? selection.sameAs({ event: language.event({ evidence: sameAs }) })
      : '',
    regions ? selection.regions({ regions: language.list(regions) }) : '',
    origin ? selection.of({ service: language.service(origin) }) : '',
    pattern ? selection.like({ quote: language.quote(pattern) }) : '',
    correlationId ? selection.correlated({ id: correlationId }) : '',
    othersThan
      ? selection.byOthers({ event: language.event({ evidence: othersThan }) })
      : '',
    language.window(window),
  ].join('');
}
