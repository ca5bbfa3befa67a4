import type {
  Assertion,
  AssertionOf,
  Instant,
  Series,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isOf, type Clause, type ClauseWriter } from '../clause';
import type { Language } from '../Language';

const isSame = (a: Series, b: Series) =>
  a.evidence === b.evidence && a.metric === b.metric;

/** How a metric moved, or what it was. */
export const metricClause: ClauseWriter = (assertions, language) => {
  const [first] = assertions;
  switch (first.type) {
    case 'change':
      return first.direction === 'stayed'
        ? stayed(first, language)
        : changed(first, assertions, language);
    case 'value':
      return (
        stayedBetween(first, assertions[1], language) ?? value(first, language)
      );
    case 'extreme': {
      const { highest, lowest, extremeOf } = language.messages;
      if (first.limit && first.quantity) {
        const words = extremeOf({
          series: language.series(first.series),
          amount: language.quantity(first.quantity),
          limit: language.quantity(first.limit.quantity),
        });
        return dated(words + language.window(first.window), first);
      }
      const write = first.which === 'highest' ? highest : lowest;
      const words = write({
        series: language.series(first.series),
        ...(first.quantity && { amount: language.quantity(first.quantity) }),
      });
      return dated(words + language.window(first.window), first);
    }
    case 'aggregate':
      return {
        words:
          language.messages.aggregate[first.of]({
            series: language.series(first.series),
            amount: language.quantity(first.quantity),
          }) + language.window(first.window),
        says: 1,
      };
    default:
      return undefined;
  }
};

function dated(
  words: string,
  { at }: Pick<AssertionOf<'value'>, 'at'>,
): Clause {
  return { words, says: 1, ...(at && { at }) };
}

function value(assertion: AssertionOf<'value'>, language: Language): Clause {
  const { valueAtPoint, valueThroughout, valueNever } = language.messages;
  const write = {
    point: valueAtPoint,
    throughout: valueThroughout,
    never: valueNever,
  }[assertion.extent];
  const words = (assertion.backTo ? language.messages.valueBack : write)({
    series: language.series(assertion.series),
    amount: language.quantity(assertion.quantity),
  });
  return dated(words + language.window(assertion.window), assertion);
}

/** Two bounds that all points keep. */
function stayedBetween(
  low: AssertionOf<'value'>,
  high: Assertion | undefined,
  language: Language,
): Clause | undefined {
  const isRange =
    isOf(high, 'value') &&
    isSame(low.series, high.series) &&
    low.extent === 'throughout' &&
    high.extent === 'throughout' &&
    low.quantity.bound === 'at_least' &&
    high.quantity.bound === 'at_most' &&
    !low.window &&
    !high.window;
  if (!isRange) return undefined;
  const amount = (quantity: typeof low.quantity) =>
    language.quantity({ ...quantity, bound: 'exactly' });
  return {
    words: language.messages.stayedBetween({
      series: language.series(low.series),
      low: amount(low.quantity),
      high: amount(high.quantity),
    }),
    says: 2,
  };
}

function stayed(
  { series, from, fromAt, toAt }: AssertionOf<'change'>,
  language: Language,
): Clause {
  const words = language.messages.stayed({
    series: language.series(series),
    ...(from && { amount: language.quantity(from) }),
  });
  return {
    words: words + language.window({ from: fromAt, to: toAt }),
    says: 1,
  };
}

/** A change, with what follows of the same series: that it ends at the extreme, and a later value. */
function changed(
  change: AssertionOf<'change'>,
  assertions: readonly Assertion[],
  language: Language,
): Clause | undefined {
  const { series, direction } = change;
  if (direction === 'stayed') return undefined;
  if (change.times !== undefined) return swung(change, assertions, language);
  const told = changedOnce(change, assertions, language);
  const next = assertions[told.says];
  const isAgain =
    isOf(next, 'change') &&
    isSame(next.series, series) &&
    next.direction === direction &&
    next.times === undefined &&
    told.later === 'point';
  if (!isAgain) return told;
  const again = changedOnce(next, assertions.slice(told.says), language, true);
  return {
    words: language.messages.changedAgain({
      first: told.words,
      again: again.words,
    }),
    says: told.says + again.says,
  };
}

/** That a series went up and down several times, and where it was after that. */
function swung(
  { series, from, to, fromAt, toAt, times }: AssertionOf<'change'>,
  assertions: readonly Assertion[],
  language: Language,
): Clause | undefined {
  if (times === undefined || !from || !to || !fromAt || !toAt) return undefined;
  const [change, next] = assertions;
  const isPeak =
    isOf(next, 'extreme') && isSame(next.series, series) && next.at;
  const says = isPeak ? 2 : 1;
  const later = laterValue(
    change as AssertionOf<'change'>,
    assertions[says],
    language,
  );
  return {
    words: language.messages.swung({
      series: language.series(series),
      count: times,
      low: language.quantity(from),
      high: language.quantity(to),
      from: language.instant(fromAt),
      to: language.instant(toAt),
      ...(isPeak && { peak: language.instant(isPeak) }),
      ...(later && { later }),
    }),
    says: says + (later ? 1 : 0),
  };
}

/** One rise or fall. */
function changedOnce(
  change: AssertionOf<'change'>,
  assertions: readonly Assertion[],
  language: Language,
  isAgain = false,
): Clause & { later?: 'back' | 'level' | 'point' } {
  const { series, from, to, by, factor, within, fromAt, toAt } = change;
  const direction = change.direction as 'rose' | 'fell';
  let says = 1;
  const next = assertions[says];
  const extreme =
    isOf(next, 'extreme') &&
    isSame(next.series, series) &&
    next.which === (direction === 'rose' ? 'highest' : 'lowest') &&
    toAt !== undefined &&
    next.at?.at === toAt.at
      ? next
      : undefined;
  if (extreme) says += 1;
  const held = heldUntil(change, assertions[says]);
  if (held) says += 1;
  const later = laterValue(change, assertions[says], language);
  if (later) says += 1;
  return {
    words: language.messages.changed({
      series: language.series(series),
      direction,
      isAgain,
      isExtreme: extreme !== undefined,
      ...(from && { from: language.quantity(from) }),
      ...(to && { to: language.quantity(to) }),
      ...(by && { by: language.quantity(by) }),
      ...(factor && { factor: language.quantity(factor) }),
      ...(within && { within: language.length(within) }),
      // The second time and the length between them say it
      ...(fromAt &&
        !(within && toAt) && { fromTime: language.instant(fromAt) }),
      ...(toAt && { toTime: language.instant(toAt) }),
      ...(extreme?.limit && {
        limit: language.quantity(extreme.limit.quantity),
      }),
      ...(held && { held: { until: language.instant(held) } }),
      ...(later && { later }),
    }),
    says,
    ...(later && { later: later.is }),
  };
}

/** Until when a series kept the value that it changed to. */
function heldUntil(
  { series, to, toAt }: AssertionOf<'change'>,
  next: Assertion | undefined,
): Instant | undefined {
  const isHeld =
    isOf(next, 'value') &&
    isSame(next.series, series) &&
    next.extent === 'throughout' &&
    to !== undefined &&
    toAt !== undefined &&
    next.quantity.value === to.value &&
    next.window?.from?.at === toAt.at;
  return isHeld ? next.window?.to : undefined;
}

/** What a series was after a change. */
function laterValue(
  { series }: AssertionOf<'change'>,
  next: Assertion | undefined,
  language: Language,
) {
  if (!isOf(next, 'value') || !isSame(next.series, series)) return undefined;
  const { extent, at, window, backTo } = next;
  const amount = language.quantity(next.quantity);
  if (extent === 'point' && at) {
    const is: 'back' | 'point' = backTo ? 'back' : 'point';
    return { amount, time: language.instant(at), is };
  }
  return extent === 'throughout' && window?.from && !window.to
    ? { amount, time: language.instant(window.from), is: 'level' as const }
    : undefined;
}
