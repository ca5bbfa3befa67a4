import type { Scene } from './Scene';

/** Findings that are printed, of each kind. */
const SHOWN = 20;
/** Faults that end a process. */
const KILLS = ['kill', 'terminate', 'postgres-fast', 'postgres-immediate'];

/** Figures of a run, and whether it passed. */
export class Report {
  readonly #faults = new Map<string, number>();
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
    add('answers_with_sql', figures.withSql);
    add('dead_letters', scene.deadLetters);
    add('failed_starts', sum(replicas.map(one => one.failedStarts)));
    add('rows_hashed', scene.hashedRows);
    for (const kind of ['lost', 'doubled', 'broken'] as const) {
      this.#failures.set(`${name}_${kind}`, findings[kind].length);
      for (const one of findings[kind].slice(0, SHOWN)) {
        process.stdout.write(`${kind}: ${one}\n`);
      }
    }
    this.#failures.set(
      `${name}_crashes`,
      sum(replicas.map(one => one.crashes)),
    );
  }

  /** Prints everything; the counts are as those of the stages of `npm test`. */
  end(): { passed: number; failed: number } {
    const faults = [...this.#faults].map(([kind, times]) => `${times} ${kind}`);
    const kills = sum(KILLS.map(kind => this.#faults.get(kind) ?? 0));
    const lines = [
      `kills ${kills}; faults: ${faults.join(', ')}`,
      ...this.#figures.map(([name, value, unit]) =>
        `${name} ${Number(value.toFixed(1))} ${unit}`.trim(),
      ),
      ...[...this.#failures].map(([name, value]) => `${name} ${value}`),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    const counts = [...this.#failures.values()];
    const failed = counts.filter(value => value > 0).length;
    return { passed: counts.length - failed, failed };
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
