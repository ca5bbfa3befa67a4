import { Random } from './random';

/** How far the clock of the replica that it meets is off when it starts again. */
type ClocksMs = readonly [number, number];

/** What goes wrong, in milliseconds of work from the start. */
export type Fault = { at: number } & (
  | {
      kind: 'kill' | 'terminate';
      replica: number;
      /** Whether it meets another one that is ready, when this one is not. */
      wantsReady: boolean;
      clocksMs: ClocksMs;
    }
  | {
      /** Just after the COMMIT of the next such write. */
      kind: 'aim';
      replica: number;
      write: AimedWrite;
      how: 'kill' | 'cut' | 'away';
      forMs: number;
      clocksMs: ClocksMs;
    }
  | { kind: 'postgres-fast' | 'postgres-immediate'; forMs: number }
  | { kind: 'cut' }
  | { kind: 'catalog'; forMs: number }
);

export type AimedWrite = keyof typeof AIMED_WRITES;

/** Writes of people, by their actions in the audit log; how often they are aimed at. */
const AIMED_WRITES = {
  note: 5,
  revision: 6,
  'action item': 2,
  any: 3,
  /** Of the client that sends no keys. */
  'without a key': 1,
};
const WEIGHTS: Record<Fault['kind'], number> = {
  kill: 40,
  terminate: 18,
  aim: 30,
  'postgres-fast': 5,
  'postgres-immediate': 5,
  cut: 8,
  catalog: 6,
};
const HOW = { kill: 4, cut: 3, away: 3 };
/** Each of these many faults is followed by a rest, so that work gets done too. */
const REST_AFTER = 8;
const REST_MS = 9_000;
const MAX_CLOCK_MS = 120_000;
/** Between these parts of a run the clock of one replica is as fast as can be. */
const FAST_FROM = 1 / 3;
const FAST_TO = 2 / 3;
const FAST_REPLICA = 1;
const ONE_FAST = [0, MAX_CLOCK_MS] as const;
const RIGHT = [0, 0] as const;
/** When the client without keys is struck for certain, in parts of a run. */
const SURELY_WITHOUT_KEY = [0.1, 0.4, 0.8];

/** The same for the same seed. */
export function faultsOf(seed: number, minutes: number): Fault[] {
  const random = new Random(seed, 'faults');
  const endsAt = minutes * 60_000;
  const faults: Fault[] = [
    ...SURELY_WITHOUT_KEY.map((part): Fault => {
      const at = endsAt * part;
      const replica = random.integer(0, 1);
      const write = 'without a key';
      const common = { how: 'away', forMs: 1_000, clocksMs: RIGHT } as const;
      return { at, kind: 'aim', replica, write, ...common };
    }),
    // Its clock is fast from here on, and right again
    ...[FAST_FROM, FAST_TO].map((part): Fault => {
      const at = endsAt * part;
      const clocksMs = part === FAST_FROM ? ONE_FAST : RIGHT;
      const replica = FAST_REPLICA;
      return { at, kind: 'terminate', replica, wantsReady: false, clocksMs };
    }),
  ];
  for (let at = 1_500, number = 1; at < endsAt; number += 1) {
    const isFast = at >= endsAt * FAST_FROM && at < endsAt * FAST_TO;
    const clocksMs: ClocksMs = isFast
      ? ONE_FAST
      : [clockOf(random), clockOf(random)];
    faults.push(faultAt(at, clocksMs, random));
    at += random.integer(2_000, 6_000);
    if (number % REST_AFTER === 0) at += REST_MS;
  }
  return faults.sort((a, b) => a.at - b.at);
}

function faultAt(at: number, clocksMs: ClocksMs, random: Random): Fault {
  const kind = random.weighted(WEIGHTS);
  const replica = random.integer(0, 1);
  switch (kind) {
    case 'kill':
    case 'terminate':
      return { at, kind, replica, wantsReady: random.chance(0.8), clocksMs };
    case 'aim': {
      const write = random.weighted(AIMED_WRITES);
      const how = write === 'without a key' ? 'away' : random.weighted(HOW);
      const forMs = random.integer(300, 1_500);
      return { at, kind, replica, write, how, forMs, clocksMs };
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
function clockOf(random: Random): number {
  return random.chance(0.6) ? 0 : random.integer(-MAX_CLOCK_MS, MAX_CLOCK_MS);
}
