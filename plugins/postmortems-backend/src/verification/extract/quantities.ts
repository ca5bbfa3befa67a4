import { take, type Taken } from './take';

/** What can be compared after conversion; `other` compares by the unit's own name. */
export type Dimension =
  | 'time'
  | 'bytes'
  | 'fraction'
  | 'points'
  | 'rate'
  | 'factor'
  | 'other';

/** A number with a unit. */
export type QuantityToken = {
  text: string;
  dimension: Dimension;
  /** In milliseconds, bytes, parts of one, per second, or in the unit itself. */
  value: number;
  /** Half of the last digit given, in the same measure: what rounding may have moved it by. */
  tolerance: number;
  /** A word such as `about` stands before it. */
  approximate: boolean;
};

type Unit = { dimension: Dimension; factor: number };

const UNITS: [pattern: string, unit: Unit][] = [
  ['percentage points?|pp', { dimension: 'points', factor: 0.01 }],
  ['%|percent|per cent', { dimension: 'fraction', factor: 0.01 }],
  ['milliseconds?|millis|msecs?|ms', { dimension: 'time', factor: 1 }],
  ['seconds?|secs?|s', { dimension: 'time', factor: 1000 }],
  ['minutes?|mins?', { dimension: 'time', factor: 60_000 }],
  ['hours?|hrs?|h', { dimension: 'time', factor: 3_600_000 }],
  ['days?|d', { dimension: 'time', factor: 86_400_000 }],
  ['weeks?', { dimension: 'time', factor: 604_800_000 }],
  ['TiB', { dimension: 'bytes', factor: 2 ** 40 }],
  ['GiB|Gi', { dimension: 'bytes', factor: 2 ** 30 }],
  ['MiB|Mi', { dimension: 'bytes', factor: 2 ** 20 }],
  ['KiB|Ki', { dimension: 'bytes', factor: 2 ** 10 }],
  ['TB|terabytes?', { dimension: 'bytes', factor: 1e12 }],
  ['GB|gigabytes?', { dimension: 'bytes', factor: 1e9 }],
  ['MB|megabytes?', { dimension: 'bytes', factor: 1e6 }],
  ['KB|kB|kilobytes?', { dimension: 'bytes', factor: 1e3 }],
  ['bytes?|B', { dimension: 'bytes', factor: 1 }],
  [
    '(?:requests?|errors?|queries|calls|operations|ops)? ?(?:per second|/s(?:ec(?:ond)?)?)|rps|qps',
    { dimension: 'rate', factor: 1 },
  ],
  [
    '(?:requests?|errors?|queries|calls)? ?(?:per minute|/min)|rpm',
    { dimension: 'rate', factor: 1 / 60 },
  ],
  ['times|x|fold', { dimension: 'factor', factor: 1 }],
];

const NUMBER = String.raw`(?<![\w.])[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.,])[-−]?\d+(?:\.\d+)?`;
const ABOUT = String.raw`(?:\b(?<about>about|around|roughly|nearly|almost|approximately|over|under|some|more than|less than)\s+|(?<tilde>~)\s?)?`;
const PATTERN = new RegExp(
  `${ABOUT}(?<number>${NUMBER})[ \u00a0-]?(?:${UNITS.map(
    ([pattern], index) => `(?<u${index}>${pattern})`,
  ).join('|')})(?![A-Za-z0-9%])`,
  'g',
);

/** Longest gap between two parts of one length of time, as in `1 hour and 12 minutes`. */
const JOINT = /^(?:\s|,|\band\b)*$/;

/** Numbers with a unit. Neighbouring lengths of time are one: `1 hour 12 minutes`. */
export function extractQuantities(text: string): Taken<QuantityToken> {
  const matches = [...text.matchAll(PATTERN)];
  const found: QuantityToken[] = [];
  let end = 0;
  let rest = '';
  for (const match of matches) {
    const token = readQuantity(match);
    const gap = text.slice(end, match.index);
    const last = found.at(-1);
    if (
      last?.dimension === 'time' &&
      token.dimension === 'time' &&
      end > 0 &&
      JOINT.test(gap) &&
      token.value < last.value
    ) {
      last.text += gap + token.text;
      last.value += token.value;
      last.tolerance = token.tolerance;
    } else {
      found.push(token);
    }
    rest += `${gap} `;
    end = match.index + match[0].length;
  }
  return { found, rest: rest + text.slice(end) };
}

function readQuantity(match: RegExpMatchArray): QuantityToken {
  const groups = match.groups ?? {};
  const place = UNITS.findIndex((_, index) => groups[`u${index}`]);
  const { dimension, factor } = UNITS[place][1];
  const { value, tolerance } = parseNumber(groups.number!);
  return {
    text: match[0].trim(),
    dimension,
    value: value * factor,
    tolerance: tolerance * factor,
    approximate: Boolean(groups.about ?? groups.tilde),
  };
}

/** A written number and half of its last given digit; long round numbers count as rounded to three digits. */
export function parseNumber(text: string): {
  value: number;
  tolerance: number;
} {
  const plain = text.replaceAll(',', '').replace('−', '-');
  const value = Number(plain);
  const decimals = /\.(\d+)$/.exec(plain)?.[1].length ?? 0;
  const zeros = decimals === 0 ? /0*$/.exec(plain)![0].length : 0;
  const digits = plain.replace(/^-/, '').length;
  const step =
    zeros > 0 && digits > 6 && digits - zeros >= 1
      ? 10 ** Math.min(zeros, digits - 3)
      : 10 ** -decimals;
  return { value, tolerance: step / 2 };
}

/** The unit that a source gives for its numbers, or `undefined` when it is not one that converts. */
export function unitOf(name: string | undefined): Unit | undefined {
  switch (name) {
    case 'percent':
      return { dimension: 'fraction', factor: 0.01 };
    case 'ratio':
      return { dimension: 'fraction', factor: 1 };
    case 'seconds':
      return { dimension: 'time', factor: 1000 };
    case 'milliseconds':
      return { dimension: 'time', factor: 1 };
    case 'bytes':
      return { dimension: 'bytes', factor: 1 };
    case 'per_second':
      return { dimension: 'rate', factor: 1 };
    case undefined:
    case '':
      return undefined;
    default: {
      const { found } = take(`1 ${name}`, PATTERN, match =>
        readQuantity(match),
      );
      return found[0] && `1 ${name}` === found[0].text
        ? { dimension: found[0].dimension, factor: found[0].value }
        : undefined;
    }
  }
}
