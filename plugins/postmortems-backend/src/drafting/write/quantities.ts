const SIGNIFICANT_DIGITS = 3;

/** A number to three significant digits, from a hundred to a million as a whole number: `0.345`, `12.5`, `48,213`. */
export function rounded(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  const short =
    size >= 100 && size < 1_000_000
      ? Math.round(value)
      : Number(value.toPrecision(SIGNIFICANT_DIGITS));
  return short.toLocaleString('en-US', { maximumFractionDigits: 20 });
}

/** A measured value with its unit as people write it. Ratios are shown in percent. */
export function quantity(value: number, unit: string | undefined): string {
  switch (unit) {
    case 'ratio':
      return `${rounded(value * 100)} %`;
    case 'percent':
      return `${rounded(value)} %`;
    case 'seconds':
      return Math.abs(value) < 1 && value !== 0
        ? `${rounded(value * 1000)} ms`
        : `${rounded(value)} s`;
    case 'milliseconds':
      return `${rounded(value)} ms`;
    case 'bytes':
      return bytes(value);
    case 'per_second':
      return `${rounded(value)} per second`;
    case undefined:
    case '':
    case 'count':
      return rounded(value);
    default:
      return `${rounded(value)} ${unit}`;
  }
}

function bytes(value: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  let scaled = value;
  let place = 0;
  while (Math.abs(scaled) >= 1024 && place < units.length - 1) {
    scaled /= 1024;
    place += 1;
  }
  return `${rounded(scaled)} ${units[place]}`;
}
