import type { PostmortemsEvent } from '@postmortems/backstage-plugin-postmortems-common';
import { canonicalHash } from '../platform/hashing';

/** Messages of an event. */
const MAX_MESSAGES = 20;

/**
 * Publishes what somebody finds who opens, exports or approves a document, without
 * waiting for the daily check. Each replica publishes a finding once, and again
 * when it changes or comes back.
 */
export class BrokenSeals {
  readonly #publish: (event: PostmortemsEvent) => Promise<void>;
  /** By what was checked of which incident, the digest of what was found. */
  readonly #found = new Map<string, string>();

  constructor(options: {
    publish: (event: PostmortemsEvent) => Promise<void>;
  }) {
    this.#publish = options.publish;
  }

  /** @param check - `part` is all that opening a document compares */
  async report(
    check: 'part' | 'all',
    incidentKey: string,
    problems: readonly { message: string }[],
  ): Promise<void> {
    const key = `${check} ${incidentKey}`;
    if (problems.length === 0) {
      this.#found.delete(key);
      return;
    }
    const messages = problems.map(({ message }) => message);
    const digest = canonicalHash(messages);
    if (this.#found.get(key) === digest) return;
    this.#found.set(key, digest);
    await this.#publish({
      type: 'seal.broken',
      incidentKey,
      messages: messages.slice(0, MAX_MESSAGES),
    });
  }
}
