import type {
  Instant,
  Quantity,
  Unit,
  Window,
} from '@postmortems/backstage-plugin-postmortems-common';

/** `about` allows this share of the true value. */
const ABOUT = 0.1;
/** `almost` and `nearly` are below by at most this share. */
const ALMOST = 0.15;
/** Smallest allowance for "about" of an instant, in milliseconds. */
const ABOUT_INSTANT_MS = 2 * 60_000;

type Dimension = 'share' | 'time' | 'bytes' | 'rate' | 'count' | 'none';

const DIMENSIONS: Record<Unit, { dimension: Dimension; factor: number }> = {
  none: { dimension: 'none', factor: 1 },
  ratio: { dimension: 'share', factor: 1 },
  percent: { dimension: 'share', factor: 0.01 },
  seconds: { dimension: 'time', factor: 1 },
  milliseconds: { dimension: 'time', factor: 0.001 },
  bytes: { dimension: 'bytes', factor: 1 },
  per_second: { dimension: 'rate', factor: 1 },
  count: { dimension: 'count', factor: 1 },
};

/** The unit that a source names, or `undefined` when it is none of ours. */
export function unitOf(name: string | undefined): Unit | undefined {
  if (name === undefined || name === '') return 'none';
  return Object.hasOwn(DIMENSIONS, name) ? (name as Unit) : undefined;
}

/** What a number of one unit is multiplied with to be of another; `undefined` when they measure different things. */
export function factorBetween(from: Unit, to: Unit): number | undefined {
  const [a, b] = [DIMENSIONS[from], DIMENSIONS[to]];
  return a.dimension === b.dimension ? a.factor / b.factor : undefined;
}

/**
 * Whether a stated quantity is true of a value. `undefined` when they cannot be
 * compared: a unit that the source does not name, or of another dimension.
 *
 * @param actual - in the unit of the source
 */
export function holds(
  stated: Quantity,
  actual: { value: number; unit: Unit },
): boolean | undefined {
  const said = DIMENSIONS[stated.unit];
  const has = DIMENSIONS[actual.unit];
  const isPlain = ['none', 'count'].includes(said.dimension);
  const isPlainActual = ['none', 'count'].includes(has.dimension);
  if (said.dimension !== has.dimension && !(isPlain && isPlainActual)) {
    return undefined;
  }
  return holdsFor(
    {
      ...stated,
      value: stated.value * said.factor,
      precision: stated.precision * said.factor,
    },
    actual.value * has.factor,
  );
}

function holdsFor(
  { bound, value, precision }: Quantity,
  actual: number,
): boolean {
  // Half of the last digit in both directions, with room for binary fractions.
  const tolerance = precision / 2 + Math.abs(value) * 1e-9;
  const distance = Math.abs(actual - value);
  switch (bound) {
    case 'exactly':
      return distance <= tolerance;
    case 'about':
      return distance <= Math.max(tolerance, Math.abs(actual) * ABOUT);
    case 'almost':
      return (
        actual <= value + tolerance &&
        distance <= Math.abs(value) * ALMOST + tolerance
      );
    case 'at_least':
      return actual >= value - tolerance;
    case 'at_most':
      return actual <= value + tolerance;
    case 'more_than':
      return actual > value;
    case 'less_than':
      return actual < value;
    default:
      return false;
  }
}

/** Whether something that happened at `at` happened at a stated moment. */
export function isAt(instant: Instant, at: number): boolean {
  return momentTest(instant)(at);
}

/** As {@link isAt}, for many times. */
export function momentTest({
  at: said,
  precisionMs,
  bound,
}: Instant): (at: number) => boolean {
  const from = Date.parse(said);
  if (bound === 'at_least' || bound === 'more_than') return at => at >= from;
  if (bound === 'at_most' || bound === 'less_than') {
    return at => at < from + precisionMs;
  }
  const slack =
    bound === 'exactly' ? 0 : Math.max(ABOUT_INSTANT_MS, precisionMs);
  // A day is not rounded, a minute may be.
  const early = precisionMs >= 3_600_000 ? 0 : precisionMs / 2;
  return at => at >= from - early - slack && at < from + precisionMs + slack;
}

/** Whether a moment is in a stated window, both ends included. */
export function isWithin(at: number, { from, to }: Window): boolean {
  return (
    (!from || at >= Date.parse(from.at)) &&
    (!to || at < Date.parse(to.at) + to.precisionMs)
  );
}
