import type { Wanted } from './Ledger';
import type { Timed } from './load';
import type { Signal } from './Replica';
import type { Scene } from './Scene';

/** Findings that are printed, of each kind. */
const SHOWN = 20;
const SIGTERM: Limit = { ms: 10_000, overloadedMs: 20_000 };

/** How long something may take, and on a machine that has too much to do. */
type Limit = { ms: number; overloadedMs: number };

/** Acknowledged writes of each kind in a minute: a tenth of what a slow machine does. */
const LEAST_A_MINUTE: Record<Wanted['what'], number> = {
  incident: 2,
  evidence: 8,
  note: 2,
  title: 2,
  draft: 4,
  'added block': 3,
  'edited block': 2,
  decision: 2,
  transition: 2,
  'action item': 2,
  regenerated: 1,
  export: 1,
  alerts: 20,
};

/** Of so many that were sent one has to be acknowledged, however short it was. */
const ENOUGH_FOR_ONE = 5;

/** Figures of a run, and whether it passed. */
export class Report {
  readonly #faults = new Map<string, number>();
  readonly #signals: Signal[] = [];
  readonly #figures: [string, number, string][] = [];
  /** By name, how many there are of what should not be. */
  readonly #failures = new Map<string, number>();

  progress(message: string): void {
    process.stderr.write(`[chaos] ${message}\n`);
  }

  fault(kind: string): void {
    this.#faults.set(kind, (this.#faults.get(kind) ?? 0) + 1);
  }

  figure(name: string, value: number, unit: string): void {
    this.#figures.push([name, value, unit]);
  }

  /** Those of what took time that took longer than they may are failures. */
  longest(name: string, times: readonly Timed[], limit: Limit): void {
    const worst = Math.max(0, ...times.map(({ ms }) => ms));
    this.figure(`worst_${name}`, worst / 1000, 's');
    const slow = times.filter(
      ({ ms, isOverloaded }) =>
        ms > (isOverloaded ? limit.overloadedMs : limit.ms),
    );
    this.#fail(`slow_${name}`, slow.length);
  }

  scene(name: string, scene: Scene): void {
    const { figures, findings, ledger, replicas } = scene;
    const add = (what: string, value: number) =>
      this.figure(`${name}_${what}`, value, '');
    add('calls', figures.calls);
    add('acknowledged', figures.acknowledged);
    add('unanswered', figures.unanswered);
    for (const [status, times] of [...figures.statuses].sort()) {
      add(`answers_${status}`, times);
    }
    add('writes', ledger.entries.length);
    for (const outcome of ['acknowledged', 'refused', 'unknown']) {
      add(
        `writes_${outcome}`,
        ledger.entries.filter(one => one.outcome === outcome).length,
      );
    }
    add('refused_repeats', figures.refusedRepeats);
    add('dead_letters', scene.deadLetters);
    add('failed_starts', sum(replicas.map(one => one.failedStarts)));
    add('struck_after_commit', sum(replicas.map(one => one.struck)));
    add('rows_hashed', scene.hashedRows);
    for (const [kind, found] of Object.entries<string[]>({ ...findings })) {
      this.found(`${name}_${kind}`, found);
    }
    this.found(`${name}_too_few`, tooFew(scene));
    this.found(
      `${name}_wrong_exits`,
      replicas.flatMap(one => one.wrongExits),
    );
    this.#fail(`${name}_crashes`, sum(replicas.map(one => one.crashes)));
    this.#fail(`${name}_answers_500`, figures.statuses.get('500') ?? 0);
    this.#fail(`${name}_answers_with_sql`, figures.withSql);
    this.#control(name, scene);
    this.#signals.push(...replicas.flatMap(one => one.signals));
    const drains = replicas.flatMap(one => one.drains);
    this.longest(`${name}_sigterm`, drains, SIGTERM);
  }

  /** Prints everything; the counts are as those of the stages of `npm test`. */
  end(): { passed: number; failed: number } {
    const faults = [...this.#faults].map(([kind, times]) => `${times} ${kind}`);
    const lines = [
      `faults: ${faults.join(', ')}`,
      ...signalLines(this.#signals),
      ...this.#figures.map(([name, value, unit]) =>
        `${name} ${Number(value.toFixed(1))} ${unit}`.trim(),
      ),
      ...[...this.#failures].map(
        ([name, value]) => `${value > 0 ? 'FAILED' : 'ok'} ${name} ${value}`,
      ),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    const counts = [...this.#failures.values()];
    const failed = counts.filter(value => value > 0).length;
    return { passed: counts.length - failed, failed };
  }

  /** What should not be, each in words. */
  found(name: string, found: readonly string[]): void {
    this.#fail(name, found.length);
    for (const one of found.slice(0, SHOWN)) {
      process.stdout.write(`${name}: ${one}\n`);
    }
  }

  #fail(name: string, times: number): void {
    this.#failures.set(name, times);
  }

  /** Of a client without keys there have to be doubles, and nothing else. */
  #control(name: string, { hasControl, controlFindings }: Scene): void {
    if (!hasControl) return;
    const { doubled, lost } = controlFindings;
    this.figure(`${name}_control_doubled`, doubled.length, '');
    this.found(`${name}_control_lost`, lost);
    this.#fail(`${name}_control_without_doubles`, Number(doubled.length === 0));
  }
}

function tooFew({ ledger, minutes }: Scene): string[] {
  return Object.entries(LEAST_A_MINUTE).flatMap(([what, aMinute]) => {
    const sent = ledger.of(what as Wanted['what']);
    const isEnough = sent.length >= ENOUGH_FOR_ONE;
    const least = Math.max(Number(isEnough), Math.floor(aMinute * minutes));
    const found = sent.filter(one => one.outcome === 'acknowledged').length;
    return found < least ? [`${what}: ${found} of at least ${least}`] : [];
  });
}

/** Processes that were ended, and in what state they were. */
function signalLines(signals: readonly Signal[]): string[] {
  const ready = signals.filter(one => one.wasReady);
  const atWork = ready.filter(one => one.callsInFlight > 0);
  const kinds = (some: readonly Signal[]) =>
    [
      ['SIGKILL', 'kill'],
      ['just after a COMMIT', 'aim'],
      ['SIGTERM', 'terminate'],
    ]
      .map(([name, kind]) => [
        some.filter(({ by }) => by === kind).length,
        name,
      ])
      .map(([times, name]) => `${times} ${name}`)
      .join(', ');
  return [
    `kills ${atWork.length} of a ready replica with a call in flight: ${kinds(
      atWork,
    )}`,
    `kills_while_idle ${ready.length - atWork.length}`,
    `kills_while_not_ready ${signals.length - ready.length}`,
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
