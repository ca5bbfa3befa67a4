import type { Caller } from './Caller';
import { START } from './material';

const KEY = 'CONTROL';
const PAUSE_MS = 400;

/**
 * Somebody who sends writes without keys, and again when no answer came. Some are
 * done twice then: a run whose check does not find that is blind for the rest.
 */
export class Control {
  readonly #caller: Caller;
  readonly #authorization: string;

  constructor(options: { caller: Caller; authorization: string }) {
    this.#caller = options.caller;
    this.#authorization = options.authorization;
  }

  async open(): Promise<void> {
    await this.#caller.write(
      { what: 'incident', key: KEY },
      this.#post('/incidents', {
        key: KEY,
        title: 'Nobody sends keys',
        severity: 'sev3',
        services: ['component:default/basket'],
        startedAt: new Date(START).toISOString(),
      }),
    );
  }

  async work(isOver: () => boolean): Promise<void> {
    for (let number = 1; !isOver(); number += 1) {
      const mark = `control${number}z`;
      await this.#caller.write(
        { what: 'note', key: KEY, mark },
        this.#post(`/incidents/${KEY}/notes`, {
          text: `The basket showed ${mark}.`,
          at: new Date(START + 600_000).toISOString(),
        }),
      );
      await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
    }
  }

  #post(path: string, body: object) {
    const authorization = this.#authorization;
    return { method: 'POST', path: `/v1${path}`, body, authorization };
  }
}
