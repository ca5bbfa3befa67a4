import type { ChildProcess } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { repoRoot, startProcess } from '../scripts/processes.mjs';
import { type Timed, timed } from './load';

const POLL_MS = 250;
/** A start that fails, as it does without a database, is tried again after this. */
const START_AGAIN_MS = 500;

type Child = ChildProcess & { finished: Promise<{ code: number }> };

/** What fails just after the COMMIT of a write; see strike.cjs. */
export type Aim = {
  how: 'kill' | 'cut' | 'away';
  /** How the name of who sent the write starts. */
  actor: string;
  /** The action in the audit log; any one without it. */
  action?: string;
  /** For which the database is away then. */
  forMs: number;
};

/** A signal that reached a process, or by which it ended itself as it was told. */
export type Signal = {
  by: 'kill' | 'terminate' | 'aim';
  wasReady: boolean;
  callsInFlight: number;
};

/**
 * One replica of the backend. Whenever its process ends it is started again, as
 * an orchestrator does, and it gets calls while its readiness says so.
 */
export class Replica {
  readonly #options: {
    name: string;
    port: number;
    configs: string[];
    folder: string;
    env?: Record<string, string>;
  };
  readonly #log: WriteStream;
  #child: Child | undefined;
  #endsBy: 'kill' | 'terminate' | 'stop' | undefined;
  #clockMs = 0;
  #isStopped = false;
  #isReady = false;
  #run: Promise<void> | undefined;
  #wasReady = false;
  #isAimed = false;
  #lastAim = 0;
  /** What did not happen yet. */
  readonly #aims = new Map<number, Aim>();
  /** Of all callers. */
  callsInFlight = 0;
  /** Ends that nobody asked for, of a process that had been ready and of one that had not. */
  crashes = 0;
  failedStarts = 0;
  starts = 0;
  readonly signals: Signal[] = [];
  /** What happened after a COMMIT without a signal. */
  struck = 0;
  /** How long each SIGTERM took of a process that had been ready. */
  readonly drains: Timed[] = [];
  /** How it ended after a SIGTERM where that was not with 0. */
  readonly wrongExits: string[] = [];
  onEnd: () => void = () => {};

  constructor(options: {
    name: string;
    port: number;
    configs: string[];
    folder: string;
    env?: Record<string, string>;
  }) {
    this.#options = options;
    this.#log = createWriteStream(join(options.folder, `${options.name}.log`));
  }

  get url(): string {
    return `http://127.0.0.1:${this.#options.port}`;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  start(clockMs: number): void {
    this.#clockMs = clockMs;
    this.#run = this.#keepRunning();
  }

  kill(clockMs: number): void {
    this.#clockMs = clockMs;
    this.#end('kill', 'SIGKILL');
  }

  terminate(clockMs: number): void {
    this.#clockMs = clockMs;
    this.#end('terminate', 'SIGTERM');
  }

  /**
   * Unless it is to end it, another process of it is aimed at when this one ends
   * before. `clockMs` is for its next start, should this end it.
   */
  aim(aim: Aim, clockMs: number): void {
    this.#lastAim += 1;
    if (aim.how === 'kill') {
      this.#isAimed = true;
      this.#clockMs = clockMs;
    } else {
      this.#aims.set(this.#lastAim, aim);
    }
    this.#send({ aim: { id: this.#lastAim, ...aim } });
  }

  /** Takes back what was aimed at it and did not happen. */
  disarm(): void {
    this.#aims.clear();
    this.#send({ disarm: true });
  }

  async ready(withinMs: number): Promise<void> {
    const deadline = Date.now() + withinMs;
    while (!this.#isReady) {
      if (Date.now() > deadline) {
        throw new Error(`${this.#options.name} was not ready in time`);
      }
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
  }

  /** Tells its process something, and waits for it to say that it is done. */
  async tell(message: object): Promise<void> {
    const child = this.#child;
    if (!child?.connected)
      throw new Error(`${this.#options.name} is not there`);
    const answered = new Promise<void>(resolve => {
      const onMessage = (answer: object) => {
        if (Object.keys(answer)[0] !== Object.keys(message)[0]) return;
        child.off('message', onMessage);
        resolve();
      };
      child.on('message', onMessage);
      child.send(message);
    });
    const ended = child.finished.then(() => {
      throw new Error(`${this.#options.name} ended before it answered`);
    });
    await Promise.race([answered, ended]);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#end('stop', 'SIGKILL');
    await this.#run;
    this.#log.end();
  }

  #send(message: object): void {
    // It may end at this very moment
    if (this.#child?.connected) this.#child.send(message, () => {});
  }

  #end(by: 'kill' | 'terminate' | 'stop', signal: NodeJS.Signals): void {
    const child = this.#child;
    if (!child?.pid || hasEnded(child)) return;
    if (by === 'terminate' && this.#endsBy) return;
    try {
      process.kill(-child.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      return;
    }
    // A kill in the middle of a SIGTERM counts as a kill
    this.#endsBy = by;
    if (by === 'stop') return;
    this.#noteSignal(by, this.#isReady);
    if (by === 'terminate') this.#measureDrain(child);
  }

  #noteSignal(by: Signal['by'], wasReady: boolean): void {
    // It ended itself within one, whose end may have come here before
    const least = by === 'aim' ? 1 : 0;
    const callsInFlight = Math.max(least, this.callsInFlight);
    this.signals.push({ by, wasReady, callsInFlight });
  }

  #measureDrain(child: Child): void {
    const since = Date.now();
    const wasReady = this.#wasReady;
    child.finished.then(() => {
      // One that starts has no handler of the signal yet
      if (this.#endsBy !== 'terminate' || !wasReady) return;
      this.drains.push(timed(Date.now() - since));
      if (child.exitCode !== 0) {
        const { name } = this.#options;
        const how = child.signalCode ?? child.exitCode;
        this.wrongExits.push(`start ${this.starts} of ${name}: ${how}`);
      }
    });
  }

  async #keepRunning(): Promise<void> {
    while (!this.#isStopped) {
      this.#wasReady = false;
      this.#isAimed = false;
      const child = this.#spawn();
      this.#child = child;
      const watch = this.#watchReadiness(child);
      await child.finished;
      this.#child = undefined;
      this.#isReady = false;
      await watch;
      const by = this.#endsBy;
      this.#endsBy = undefined;
      this.onEnd();
      if (by) continue;
      if (this.#isAimed && child.signalCode === 'SIGKILL') continue;
      if (this.#wasReady) {
        this.crashes += 1;
        this.#log.write(`--- start ${this.starts} ended by itself\n`);
      } else this.failedStarts += 1;
      await new Promise(resolve => setTimeout(resolve, START_AGAIN_MS));
    }
  }

  #spawn(): Child {
    const { port, configs, folder, env } = this.#options;
    this.starts += 1;
    const transform = require.resolve(
      '@backstage/cli/config/nodeTransform.cjs',
    );
    const child = startProcess(
      process.execPath,
      [
        ...[
          '--enable-source-maps',
          '--require',
          join(__dirname, 'preload.cjs'),
        ],
        ...['--require', transform, join(__dirname, 'backend')],
        ...configs.flatMap(file => ['--config', file]),
      ],
      {
        cwd: join(repoRoot, 'packages', 'backend'),
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        env: {
          ...process.env,
          NODE_ENV: 'production',
          // Starts are most of the work of the machine
          NODE_COMPILE_CACHE: join(folder, 'compiled'),
          CHAOS_PORT: String(port),
          CHAOS_CLOCK_MS: String(this.#clockMs),
          ...env,
        },
      },
    ) as unknown as Child;
    this.#log.write(`\n--- start ${this.starts}, clock ${this.#clockMs} ms\n`);
    child.on('message', ({ struck }: { struck?: number }) => {
      if (struck === undefined) return;
      this.struck += 1;
      this.#aims.delete(struck);
    });
    child.once('exit', (_, signal) => {
      const isOwn = this.#isAimed && !this.#endsBy && signal === 'SIGKILL';
      if (isOwn) this.#noteSignal('aim', true);
    });
    child.stdout?.pipe(this.#log, { end: false });
    child.stderr?.pipe(this.#log, { end: false });
    return child;
  }

  async #watchReadiness(child: Child): Promise<void> {
    while (this.#child === child) {
      const answer = await fetch(`${this.url}/.backstage/health/v1/readiness`, {
        signal: AbortSignal.timeout(5_000),
      }).catch(() => undefined);
      if (this.#child === child && !hasEnded(child)) {
        this.#isReady = answer?.ok === true;
        if (this.#isReady && !this.#wasReady) {
          for (const [id, aim] of this.#aims)
            this.#send({ aim: { id, ...aim } });
        }
        this.#wasReady ||= this.#isReady;
      }
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
  }
}

function hasEnded({ exitCode, signalCode }: Child): boolean {
  return exitCode !== null || signalCode !== null;
}
