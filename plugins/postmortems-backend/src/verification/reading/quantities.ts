import type {
  Bound,
  Quantity,
  Unit,
} from '@postmortems/backstage-plugin-postmortems-common';
import { ABOUT_AFTER, BOUNDS_BEFORE } from './lexicon/bounds';
import { CARDINALS, FRACTIONS, SCALES } from './lexicon/numberWords';
import { TIME_UNITS, UNITS, type WrittenUnit } from './lexicon/units';
import { alt, map, mapAll, memo, opt, seq, words, type Rule } from './rules';

/** A number as it is written, with the size of its last stated digit. */
export type Written = { value: number; precision: number };

/** A stated quantity; all of its bounds hold. */
export type Stated = Written & {
  bounds: readonly Bound[];
  unit: WrittenUnit;
  /** What is counted. */
  noun?: string;
};

const NO_UNIT: WrittenUnit = { unit: 'none', factor: 1 };
/** How far a fraction in words is rounded: `a third` of 0.32. */
const FRACTION_PRECISION = 0.04;

const digits: Rule<Written> = ({ tokens }, at) => {
  const token = tokens[at];
  if (token?.kind !== 'word' || !/^[-+]?\d[\d,]*(?:\.\d+)?$/.test(token.key)) {
    return [];
  }
  const isGrouped = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(token.key);
  if (token.key.includes(',') && !isGrouped) return [];
  const plain = token.key.replaceAll(',', '');
  const decimals = /\.(\d+)$/.exec(plain)?.[1].length ?? 0;
  const zeros = decimals === 0 ? /0*$/.exec(plain)![0].length : 0;
  // A long round number is a rounded one.
  const rounded = Math.max(0, Math.min(zeros, plain.length - 2));
  return [
    {
      value: {
        value: Number(plain),
        precision:
          plain.length >= 4 ? 10 ** (rounded - decimals) : 10 ** -decimals,
      },
      end: at + 1,
    },
  ];
};

const cardinal: Rule<Written> = ({ tokens }, at) => {
  const value = lookUp(CARDINALS, tokens[at]?.key);
  if (value === undefined) return [];
  const unit = lookUp(CARDINALS, tokens[at + 1]?.key);
  return value >= 20 && unit !== undefined && unit > 0 && unit < 10
    ? [{ value: { value: value + unit, precision: 1 }, end: at + 2 }]
    : [{ value: { value, precision: 1 }, end: at + 1 }];
};

const scale: Rule<number> = ({ tokens }, at) => {
  const value = lookUp(SCALES, tokens[at]?.key);
  return value === undefined ? [] : [{ value, end: at + 1 }];
};

/** `18`, `eighteen`, `9,000`, `two hundred`, `a dozen`, `three and a half`. */
export const number: Rule<Written> = memo(
  alt(
    map(
      seq(alt(digits, cardinal), opt(scale), opt(words('and a half'))),
      ([written, factor = 1, half]) => ({
        value: (written.value + (half ? 0.5 : 0)) * factor,
        precision: (half ? 0.5 : written.precision) * factor,
      }),
    ),
    map(seq(words('a'), scale), ([, value]) => ({ value, precision: 1 })),
  ),
);

const fractionName: Rule<number> = ({ tokens }, at) => {
  const key = tokens[at]?.key ?? '';
  const value =
    lookUp(FRACTIONS, key) ?? lookUp(FRACTIONS, key.replace(/s$/, ''));
  return value === undefined ? [] : [{ value, end: at + 1 }];
};

/** `a third`, `two thirds`, `half`, `nine tenths`. */
const fraction: Rule<Written> = map(
  alt(
    map(seq(opt(words('a', 'an', 'one')), fractionName), ([, of]) => 1 / of),
    map(seq(cardinal, fractionName), ([{ value }, of]) => value / of),
  ),
  value => ({ value, precision: Math.min(FRACTION_PRECISION, value / 8) }),
);

/** `one in three`, `3 out of 10`. */
const ratio: Rule<Written> = mapAll(
  seq(number, words('in', 'out of', 'in every'), number),
  ([part, , whole]) =>
    whole.value > part.value && part.value > 0
      ? [
          {
            value: part.value / whole.value,
            precision: Math.min(
              FRACTION_PRECISION,
              (0.2 * part.value) / whole.value,
            ),
          },
        ]
      : [],
);

const unit: Rule<WrittenUnit> = map(
  words(...Object.keys(UNITS)),
  name => UNITS[name],
);

const bounds: Rule<readonly Bound[]> = map(
  words(...Object.keys(BOUNDS_BEFORE)),
  phrase => BOUNDS_BEFORE[phrase],
);
const aboutAfter = words(...ABOUT_AFTER);

/** A rule for a number or length, with the words around it that bound it. */
function bounded<T extends object>(
  rule: Rule<T>,
): Rule<T & { bounds: readonly Bound[] }> {
  return map(
    seq(opt(bounds), rule, opt(aboutAfter)),
    ([before, value, after]) => ({
      ...value,
      bounds: before ?? (after ? ['about' as const] : ['exactly' as const]),
    }),
  );
}

/** `33.5 %`, `about 25 requests per second`, `zero`, `just under 100 ms`. */
export const quantity: Rule<Stated> = memo(
  alt(
    bounded(
      map(seq(number, opt(unit)), ([written, stated = NO_UNIT]) => ({
        value: written.value * stated.factor,
        precision: written.precision * stated.factor,
        unit: stated,
      })),
    ),
  ),
);

/** A part of a whole: `about a third`, `one in three`, `12 %`. */
export const share: Rule<Stated> = memo(
  bounded(
    alt<Written & { unit: WrittenUnit }>(
      map(alt(fraction, ratio), written => ({
        ...written,
        unit: { unit: 'ratio' as const, factor: 1 },
      })),
      mapAll(seq(number, unit), ([written, stated]) =>
        stated.unit === 'percent' ? [{ ...written, unit: stated }] : [],
      ),
    ),
  ),
);

const timeUnit: Rule<number> = ({ tokens }, at) => {
  const value = lookUp(TIME_UNITS, tokens[at]?.key);
  return value === undefined ? [] : [{ value, end: at + 1 }];
};

type Length = Written & { unitSize: number };

const HOUR = 3600;
/** Hours and days are rounded to halves: nobody means 35 minutes by `an hour`. */
function lengthOf(count: Written, unitSize: number): Length {
  return {
    value: count.value * unitSize,
    precision: Math.min(count.precision, unitSize >= HOUR ? 0.5 : 1) * unitSize,
    unitSize,
  };
}

const MORE: Readonly<Record<string, number>> = {
  'and a half': 0.5,
  'and a quarter': 0.25,
};

const oneLength: Rule<Length> = alt(
  map(seq(number, timeUnit), ([count, unitSize]) => lengthOf(count, unitSize)),
  map(
    seq(words('a', 'an'), timeUnit, opt(words(...Object.keys(MORE)))),
    ([, unitSize, more]) =>
      lengthOf(
        { value: 1 + (more ? MORE[more] : 0), precision: more ? 0.25 : 0.5 },
        unitSize,
      ),
  ),
  map(seq(words('half a', 'half an'), timeUnit), ([, unitSize]) =>
    lengthOf({ value: 0.5, precision: 0.2 }, unitSize),
  ),
  map(
    words(
      'a quarter of an hour',
      'quarter of an hour',
      'three quarters of an hour',
    ),
    phrase =>
      lengthOf(
        { value: phrase.startsWith('three') ? 0.75 : 0.25, precision: 0.1 },
        HOUR,
      ),
  ),
);

const length: Rule<Written> = memo(
  alt<Written>(
    oneLength,
    mapAll(
      seq(oneLength, opt(words('and', ',')), oneLength),
      ([large, , small]) =>
        small.value < large.unitSize
          ? [{ value: large.value + small.value, precision: small.precision }]
          : [],
    ),
  ),
);

/** A length of time in seconds; several in apposition: `half an hour, or 31 minutes`. */
export const duration: Rule<readonly Stated[]> = memo(
  map(
    seq(
      bounded(length),
      opt(
        map(seq(words(',', ', or', 'or'), bounded(length)), ([, one]) => one),
      ),
    ),
    ([first, second]) =>
      [first, ...(second ? [second] : [])].map(one => ({
        ...one,
        unit: { unit: 'seconds' as const, factor: 1 },
      })),
  ),
);

/** The quantities of assertions that a stated one stands for, in the unit of a series where it names none. */
export function quantitiesOf(stated: Stated, implied?: Unit): Quantity[] {
  const isBareZero = stated.unit.unit === 'none' && stated.value === 0;
  return stated.bounds.map(bound => ({
    bound,
    value: stated.value,
    precision: isBareZero ? 0 : stated.precision,
    unit:
      stated.unit.unit === 'none' && (isBareZero || implied === 'count')
        ? implied ?? 'none'
        : stated.unit.unit,
  }));
}

function lookUp(
  table: Readonly<Record<string, number>>,
  key: string | undefined,
): number | undefined {
  return key !== undefined && Object.hasOwn(table, key)
    ? table[key]
    : undefined;
}
