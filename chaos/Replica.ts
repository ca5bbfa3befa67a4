import type { ChildProcess } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { repoRoot, startProcess } from '../scripts/processes.mjs';

const POLL_MS = 250;
/** A start that fails, as it does without a database, is tried again after this. */
const START_AGAIN_MS = 500;

type Child = ChildProcess & { finished: Promise<{ code: number }> };

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
  /** Ends that nobody asked for, while it was ready and while it was not. */
  crashes = 0;
  failedStarts = 0;
  starts = 0;
  /** How long each SIGTERM took, in milliseconds. */
  readonly drains: number[] = [];
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
    await new Promise<void>(resolve => {
      const answered = (answer: object) => {
        if (Object.keys(answer)[0] !== Object.keys(message)[0]) return;
        child.off('message', answered);
        resolve();
      };
      child.on('message', answered);
      child.send(message);
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#end('stop', 'SIGKILL');
    await this.#run;
    this.#log.end();
  }

  #end(by: 'kill' | 'terminate' | 'stop', signal: NodeJS.Signals): void {
    const child = this.#child;
    if (!child?.pid || child.exitCode !== null) return;
    // A kill in the middle of a SIGTERM counts as a kill
    this.#endsBy = by;
    const since = Date.now();
    if (by === 'terminate') {
      child.finished.then(() => {
        if (this.#endsBy !== 'kill') this.drains.push(Date.now() - since);
      });
    }
    try {
      process.kill(-child.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  async #keepRunning(): Promise<void> {
    while (!this.#isStopped) {
      const child = this.#spawn();
      this.#child = child;
      const watch = this.#watchReadiness(child);
      await child.finished;
      const wasReady = this.#isReady;
      this.#child = undefined;
      this.#isReady = false;
      await watch;
      const by = this.#endsBy;
      this.#endsBy = undefined;
      this.onEnd();
      if (!by) {
        if (wasReady) this.crashes += 1;
        else this.failedStarts += 1;
        await new Promise(resolve => setTimeout(resolve, START_AGAIN_MS));
      }
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
    child.stdout?.pipe(this.#log, { end: false });
    child.stderr?.pipe(this.#log, { end: false });
    return child;
  }

  async #watchReadiness(child: Child): Promise<void> {
    while (this.#child === child) {
      const answer = await fetch(`${this.url}/.backstage/health/v1/readiness`, {
        signal: AbortSignal.timeout(5_000),
      }).catch(() => undefined);
      if (this.#child === child) this.#isReady = answer?.ok === true;
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
  }
}
