const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A value of a metric in a short form that people read, such as `33.5 %` or `1.2 s`. */
export function formatMetricValue(value: number, unit?: string): string {
  switch (unit) {
    case 'ratio':
      return `${short(value * 100)} %`;
    case 'percent':
      return `${short(value)} %`;
    case 'seconds':
      return formatSeconds(value);
    case 'milliseconds':
      return formatSeconds(value / 1000);
    case 'per_second':
      return `${short(value)}/s`;
    case 'bytes':
      return formatBytes(value);
    default:
      return short(value);
  }
}

function formatSeconds(value: number): string {
  return value !== 0 && Math.abs(value) < 1
    ? `${short(value * 1000)} ms`
    : `${short(value)} s`;
}

function formatBytes(value: number): string {
  const power = Math.floor(Math.log(Math.abs(value) || 1) / Math.log(1024));
  const index = Math.min(Math.max(power, 0), BINARY.length - 1);
  return `${short(value / 1024 ** index)} ${BINARY[index]}`;
}

function short(value: number): string {
  return value.toLocaleString('en-US', {
    notation: 'compact',
    maximumSignificantDigits: 3,
  });
}
