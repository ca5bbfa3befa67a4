import type { CitedFacts, CitedNumber } from '../cited/CitedFacts';
import type { QuantityToken } from '../extract/quantities';
import { agrees, type Check, type Finding } from './types';

/** What `about` may be off by. */
const APPROXIMATELY = 0.1;
/** Floating point noise, relative. */
const NOISE = 1e-9;

/**
 * Every number with a unit is in the evidence after rounding and conversion, or follows from two numbers or two times that
 * are.
 */
export const checkQuantities: Check = ({ sentence, cited }) =>
  sentence.quantities.map(token => {
    const same = cited.numbers.find(number => isSame(token, number));
    if (same) return agrees('quantity', `${token.text} is in the evidence`);
    const derived = derivation(token, cited);
    if (derived) {
      return agrees('quantity', `${token.text} is ${derived} in the evidence`);
    }
    return mismatch(token, cited);
  });

function isSame(token: QuantityToken, number: CitedNumber): boolean {
  return (
    (number.dimension === undefined || number.dimension === token.dimension) &&
    isNear(
      token,
      number.dimension === undefined ? bare(token, number) : number.value,
      number.tolerance,
    )
  );
}

/** A number without a unit is compared with the digits of the sentence, whatever their unit. */
function bare(token: QuantityToken, { value }: CitedNumber): number {
  const written = /[-−]?\d[\d,]*(?:\.\d+)?/.exec(token.text);
  const digits = Number(written?.[0].replaceAll(',', '').replace('−', '-'));
  return digits === 0 ? value : (value / digits) * token.value;
}

export function isNear(
  token: { value: number; tolerance: number; approximate: boolean },
  value: number,
  tolerance = 0,
): boolean {
  const room =
    Math.max(
      token.tolerance + tolerance,
      token.approximate ? Math.abs(value) * APPROXIMATELY : 0,
    ) +
    Math.abs(value) * NOISE;
  return Math.abs(token.value - value) <= room;
}

/** How a quantity follows from what is cited, in words. */
function derivation(
  token: QuantityToken,
  { numbers, instants }: CitedFacts,
): string | undefined {
  if (token.dimension === 'time') {
    for (const [first, second] of pairs(instants)) {
      if (isNear(token, Math.abs(first.at - second.at))) {
        return 'the time between two moments';
      }
    }
  }
  const measured = numbers.filter(({ span }) => typeof span.value === 'number');
  for (const [a, b] of pairs(measured)) {
    if (a.dimension !== b.dimension) continue;
    const difference = Math.abs(a.value - b.value);
    const relative = token.dimension === 'fraction';
    if (
      a.dimension === token.dimension &&
      !relative &&
      isNear(token, difference)
    ) {
      return 'the difference of two numbers';
    }
    if (
      token.dimension === 'points' &&
      a.dimension === 'fraction' &&
      isNear(token, difference)
    ) {
      return 'the difference of two shares';
    }
    if (
      relative &&
      [a.value, b.value].some(
        base => base !== 0 && isNear(token, difference / Math.abs(base)),
      )
    ) {
      return 'the relative change between two numbers';
    }
    if (
      token.dimension === 'factor' &&
      [
        [a.value, b.value],
        [b.value, a.value],
      ].some(([top, base]) => base !== 0 && isNear(token, top / base))
    ) {
      return 'the factor between two numbers';
    }
  }
  return undefined;
}

function mismatch(token: QuantityToken, { numbers }: CitedFacts): Finding {
  const comparable = numbers.find(
    ({ dimension, value }) =>
      value !== 0 &&
      (dimension === token.dimension ||
        (dimension === 'fraction' && token.dimension === 'points')),
  );
  return comparable
    ? {
        check: 'quantity',
        effect: 'contradicts',
        message: `${
          token.text
        } is not in the cited evidence, which says ${comparable.span.quote.slice(
          0,
          80,
        )}`,
      }
    : {
        check: 'quantity',
        effect: 'unsupported',
        message: `Nothing in the cited places shows ${token.text}`,
      };
}

function* pairs<T>(items: readonly T[]): Iterable<[T, T]> {
  const few = items.slice(0, 40);
  for (let i = 0; i < few.length; i++) {
    for (let j = i + 1; j < few.length; j++) yield [few[i], few[j]];
  }
}
