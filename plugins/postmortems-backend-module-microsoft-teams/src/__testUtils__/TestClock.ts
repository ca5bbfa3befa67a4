import {
  OutOfTime,
  type Wait,
} from '@postmortems/backstage-plugin-postmortems-node';

/** A clock that moves only when somebody waits. */
export class TestClock {
  readonly #deadlines: { at: number; controller: AbortController }[] = [];
  time: number;
  /** Milliseconds of each wait. */
  readonly waits: number[] = [];

  constructor(time: string) {
    this.time = Date.parse(time);
  }

  readonly now = () => this.time;

  readonly wait: Wait = async (ms, signal) => {
    this.waits.push(ms);
    this.advance(ms);
    if (signal.aborted) throw new OutOfTime();
  };

  advance(ms: number): void {
    this.time += ms;
    for (const { at, controller } of this.#deadlines) {
      if (this.time >= at) controller.abort();
    }
  }

  /** Aborts once this much time has passed. */
  timeout(ms: number): AbortSignal {
    const controller = new AbortController();
    this.#deadlines.push({ at: this.time + ms, controller });
    return controller.signal;
  }
}
