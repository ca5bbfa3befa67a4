import type { Quantity } from '@postmortems/backstage-plugin-postmortems-common';

const SIGNIFICANT_DIGITS = 3;
const KIB = 1024;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A number to three significant digits, or as many as are asked for; up to a million at least to a whole number. */
export function roundedValue(
  value: number,
  digits: number = SIGNIFICANT_DIGITS,
): number {
  const size = Math.abs(value);
  return size >= 10 ** (digits - 1) && size < 1_000_000
    ? Math.round(value)
    : Number(value.toPrecision(digits));
}

/** The size of the last digit of a rounded number. */
function precisionOf(rounded: number, digits: number): number {
  const size = Math.abs(rounded);
  if (size === 0) return 0;
  return size >= 10 ** (digits - 1) && size < 1_000_000
    ? 1
    : 10 ** (Math.floor(Math.log10(size)) - digits + 1);
}

/**
 * A measured value as a sentence states it: rounded, ratios in percent, short times
 * in milliseconds.
 *
 * @param unit - as the metric names it
 * @param digits - significant ones
 */
export function quantityOf(
  value: number,
  unit: string | undefined,
  digits: number = SIGNIFICANT_DIGITS,
): Quantity {
  const stated = (number: number, of: Quantity['unit']) =>
    statedAs(number, of, digits);
  switch (unit) {
    case 'ratio':
      return stated(value * 100, 'percent');
    case 'seconds':
      return Math.abs(value) < 1 && value !== 0
        ? stated(value * 1000, 'milliseconds')
        : stated(value, 'seconds');
    case 'bytes':
      return inBytes(value, 'bytes', digits);
    case 'percent':
    case 'milliseconds':
    case 'per_second':
    case 'count':
      return stated(value, unit);
    case undefined:
    case '':
      return stated(value, 'none');
    default:
      return {
        ...(isByteRate(unit)
          ? inBytes(value, 'none', digits)
          : stated(value, 'none')),
        noun: unit,
      };
  }
}

/** Rounded in the power of 1,024 in which it is told. */
function inBytes(
  value: number,
  unit: Quantity['unit'],
  digits: number,
): Quantity {
  const scale = KIB ** byteScale(value);
  const {
    value: scaled,
    precision,
    ...rest
  } = statedAs(value / scale, unit, digits);
  return { ...rest, value: scaled * scale, precision: precision * scale };
}

/** Whether a unit of the source's own is bytes per second. */
export function isByteRate(unit: string | undefined): boolean {
  return /^bytes(?:\/s(?:ec(?:ond)?)?|[ _-]per[ _-]second)$/i.test(unit ?? '');
}

function statedAs(
  value: number,
  unit: Quantity['unit'],
  digits: number,
): Quantity {
  const rounded = roundedValue(value, digits);
  return {
    bound: 'exactly',
    value: rounded,
    unit,
    precision: precisionOf(rounded, digits),
  };
}

/** The power of 1,024 in which a number of bytes is told, at most tebibytes. */
export function byteScale(bytes: number): number {
  let scale = 0;
  while (scale < 4 && Math.abs(bytes) >= KIB ** (scale + 1)) scale += 1;
  return scale;
}

/** A number of things. */
export function countOf(count: number): Quantity {
  return { bound: 'exactly', value: count, unit: 'count', precision: 0 };
}

/** A length of time as a sentence states it: to the second below ten minutes, to the minute below a day, to the hour. */
export function lengthOf(milliseconds: number): Quantity {
  const seconds = milliseconds / 1000;
  const precision = lengthPrecision(seconds);
  return {
    bound: 'exactly',
    value: Math.round(seconds / precision) * precision,
    unit: 'seconds',
    precision,
  };
}

/** The smaller of the two units in which a length of time is told, in seconds. */
export function lengthPrecision(seconds: number): number {
  if (seconds < 10 * MINUTE) return 1;
  return seconds < DAY ? MINUTE : HOUR;
}
