import { Random } from './random';

/** What goes wrong, in milliseconds of work from the start. */
export type Fault = { at: number } & (
  | {
      kind: 'kill' | 'terminate';
      replica: number;
      /** How far the clock of the replica is off when it starts again. */
      clockMs: number;
    }
  | { kind: 'postgres-fast' | 'postgres-immediate'; forMs: number }
  | { kind: 'cut' }
  | { kind: 'catalog'; forMs: number }
);

const WEIGHTS: Record<Fault['kind'], number> = {
  kill: 50,
  terminate: 22,
  'postgres-fast': 6,
  'postgres-immediate': 6,
  cut: 10,
  catalog: 6,
};
/** Each of these many faults is followed by a rest, so that work gets done too. */
const REST_AFTER = 8;
const REST_MS = 9_000;
const MAX_CLOCK_MS = 120_000;

/** The same for the same seed. */
export function faultsOf(seed: number, minutes: number): Fault[] {
  const random = new Random(seed, 'faults');
  const faults: Fault[] = [];
  for (let at = 1_500; at < minutes * 60_000; ) {
    faults.push(faultAt(at, random));
    at += random.integer(2_000, 6_000);
    if (faults.length % REST_AFTER === 0) at += REST_MS;
  }
  return faults;
}

function faultAt(at: number, random: Random): Fault {
  const kind = random.weighted(WEIGHTS);
  switch (kind) {
    case 'kill':
    case 'terminate': {
      const replica = random.integer(0, 1);
      return { at, kind, replica, clockMs: clockOf(random) };
    }
    case 'postgres-fast':
    case 'postgres-immediate':
      return { at, kind, forMs: random.integer(300, 4_000) };
    case 'catalog':
      return { at, kind, forMs: random.integer(2_000, 15_000) };
    default:
      return { at, kind };
  }
}

/** Most clocks are right. */
export function clockOf(random: Random): number {
  return random.chance(0.6) ? 0 : random.integer(-MAX_CLOCK_MS, MAX_CLOCK_MS);
}
