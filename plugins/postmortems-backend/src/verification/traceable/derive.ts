import type { Bound } from '@postmortems/backstage-plugin-postmortems-common';
import type { Stated } from '../reading/quantities';
import {
  baseOf,
  type Dimension,
  type Time,
  type Value,
} from './evidenceValues';
import type { StatedNumber } from './mentions';

/** A time between two others, in seconds. */
export type Gap = { seconds: number; from: Time; to: Time };

/** People state a bound that is near the value: `over an hour` is no week. */
const LOOSE = 1.6;
/** What is `within` a time may have happened at once. */
const LIMIT = 4;
const ABOUT = 0.12;
const ALMOST = 0.15;
/** What is farther than a factor of ten is not near. */
const FAR = Math.log(10);
const HOUR = 3600;
const TIME_SCALES = [0.001, 1, 60, HOUR, 24 * HOUR, 7 * 24 * HOUR];

type Form = { dimension: Dimension; value: number };

/** Whether a value may be stated so, when `value` is the stated one in its unit. */
function fits(stated: StatedNumber, value: number, actual: number): boolean {
  const scale = stated.value === 0 ? 1 : value / stated.value;
  const precision = Math.abs(stated.precision * scale);
  const slack = precision / 2 + Math.abs(value) * 1e-9;
  if (stated.isLimit) {
    return actual <= value + precision && actual >= value / LIMIT;
  }
  return stated.bounds.every(bound =>
    fitsBound(bound, value, actual, { precision, slack }),
  );
}

function fitsBound(
  bound: Bound,
  value: number,
  actual: number,
  { precision, slack }: { precision: number; slack: number },
): boolean {
  switch (bound) {
    case 'about':
      return (
        Math.abs(actual - value) <= Math.max(precision, Math.abs(value) * ABOUT)
      );
    case 'almost':
      return actual <= value + slack && actual >= value * (1 - ALMOST) - slack;
    case 'more_than':
    case 'at_least':
      return actual >= value - slack && actual <= value * LOOSE + slack;
    case 'less_than':
    case 'at_most':
      return actual <= value + slack && actual >= value / LOOSE - slack;
    default:
      return Math.abs(actual - value) <= slack;
  }
}

/** What a stated number may be in the evidence; a source may leave out its unit. */
function formsOf({ value, unit }: Stated): Form[] {
  const { dimension, factor } = baseOf(unit.unit);
  const forms: Form[] = [
    { dimension, value: value * factor },
    { dimension: 'any', value },
    { dimension: 'any', value: value / unit.factor },
  ];
  if (dimension === 'share') {
    const share = value * factor;
    forms.push(
      { dimension: 'any', value: share },
      { dimension: 'any', value: share * 100 },
    );
  }
  if (dimension === 'any') {
    const others = ['rate', 'time', 'share', 'bytes'] as const;
    forms.push(...others.map(other => ({ dimension: other, value })));
    forms.push({ dimension: 'share', value: value / 100 });
  }
  return forms;
}

function isAmong(
  stated: StatedNumber,
  forms: readonly Form[],
  values: readonly Value[],
): boolean {
  return values.some(one =>
    forms.some(
      ({ dimension, value }) =>
        dimension === one.dimension && fits(stated, value, one.value),
    ),
  );
}

/** Whether the values give an amount, or two of the quoted ones do by their difference or sum. */
export function givesAmount(
  stated: StatedNumber,
  values: readonly Value[],
  quoted: readonly Value[],
): boolean {
  const forms = formsOf(stated);
  return (
    isAmong(stated, forms, values) ||
    isAmong(stated, forms, [...differencesAndSums(quoted)])
  );
}

/** Whether the values give a part of a whole, or two of the quoted ones do. */
export function givesShare(
  stated: StatedNumber,
  values: readonly Value[],
  quoted: readonly Value[],
): boolean {
  const { unit } = stated;
  const share = unit.unit === 'percent' ? stated.value / 100 : stated.value;
  return (
    givesAmount(stated, values, quoted) ||
    quoted.some(
      ({ dimension, value }) =>
        dimension === 'share' && fits(stated, share, 1 - value),
    ) ||
    [...ratios(quoted)].some(
      ratio =>
        fits(stated, share, ratio) || fits(stated, share, Math.abs(ratio - 1)),
    )
  );
}

/** Whether two of the quoted values give a factor. */
export function givesFactor(
  stated: StatedNumber,
  quoted: readonly Value[],
): boolean {
  return [...ratios(quoted)].some(ratio => fits(stated, stated.value, ratio));
}

/** Whether the evidence gives a length of time; if not, the nearest one between two times. */
export function findLength(
  stated: StatedNumber,
  values: readonly Value[],
  quoted: readonly Value[],
  { cited, other }: { cited: readonly Time[]; other: readonly Time[] },
): { isGiven: boolean; nearest?: Gap } {
  const forms: Form[] = [
    { dimension: 'time', value: stated.value },
    ...TIME_SCALES.map(size => ({
      dimension: 'any' as const,
      value: stated.value / size,
    })),
  ];
  const measured = (one: Value) => !one.isBare;
  const lengths = quoted.filter(({ dimension }) => dimension === 'time');
  if (
    isAmong(stated, forms, values.filter(measured)) ||
    isAmong(stated, forms, [...differencesAndSums(lengths)])
  ) {
    return { isGiven: true };
  }
  let nearest: Gap | undefined;
  const all = [...cited, ...other];
  for (const [place, one] of cited.entries()) {
    for (const another of all.slice(place + 1)) {
      const [from, to] = one.at <= another.at ? [one, another] : [another, one];
      const seconds = (to.at - from.at) / 1000;
      const blur = blurOf(from) + blurOf(to);
      if (seconds === 0 || blur > HOUR) continue;
      const isGiven =
        fits(stated, stated.value, seconds) ||
        fits(stated, stated.value, seconds + blur);
      if (isGiven) return { isGiven };
      const limit = nearest ? farness(nearest.seconds, stated.value) : FAR;
      if (farness(seconds, stated.value) < limit) {
        nearest = { seconds, from, to };
      }
    }
  }
  return { isGiven: false, nearest };
}

/** The value nearest to a stated one, of the same dimension and within a factor of ten. */
export function nearestValue(
  stated: StatedNumber,
  values: readonly Value[],
): Value | undefined {
  const [form] = formsOf(stated);
  const same = values.filter(
    ({ dimension, value }) =>
      dimension === form.dimension && farness(value, form.value) < FAR,
  );
  return same.reduce<Value | undefined>(
    (best, one) =>
      !best || farness(one.value, form.value) < farness(best.value, form.value)
        ? one
        : best,
    undefined,
  );
}

/** How far two numbers are from each other, by their ratio. */
function farness(a: number, b: number): number {
  return a > 0 && b > 0 ? Math.abs(Math.log(a / b)) : Infinity;
}

/** Seconds by which a time may be later than it is stated. */
function blurOf({ precisionMs }: Time): number {
  return precisionMs > 1 ? precisionMs / 1000 : 0;
}

function* differencesAndSums(values: readonly Value[]): Iterable<Value> {
  for (const [a, b] of pairs(values)) {
    yield { ...a, value: Math.abs(a.value - b.value) };
    yield { ...a, value: a.value + b.value };
  }
}

function* ratios(values: readonly Value[]): Iterable<number> {
  for (const [a, b] of pairs(values)) {
    if (b.value !== 0) yield a.value / b.value;
    if (a.value !== 0) yield b.value / a.value;
  }
}

function* pairs(values: readonly Value[]): Iterable<[Value, Value]> {
  for (const [place, a] of values.entries()) {
    for (const b of values.slice(place + 1)) {
      if (a.dimension === b.dimension) yield [a, b];
    }
  }
}
