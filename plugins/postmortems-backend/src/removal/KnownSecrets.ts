import type { JsonValue } from '@postmortems/backstage-plugin-postmortems-common';
import { atOnce } from '../platform/Turns';
import { findSecrets, maskJson, maskText, replaceSecret } from '../secrets';

/** Shorter ones may be ordinary words elsewhere. */
const SHORTEST = 8;

/**
 * The secrets of an incident. A quote or a later message repeats one without
 * the words that gave it away; here it is recognised.
 */
export class KnownSecrets {
  readonly #kinds = new Map<string, string>();

  learn(value: JsonValue): void {
    this.#compare(value, maskJson(value));
  }

  /** The value itself when it holds none. */
  mask<T extends JsonValue>(value: T): T {
    return this.#replace(maskJson(value)) as T;
  }

  #compare(before: JsonValue, after: JsonValue | undefined): void {
    if (before === after) return;
    if (typeof before === 'string') {
      const whole = /^\[removed: ([^\]]+)\]$/.exec(String(after));
      if (whole) this.#add(before, whole[1]);
      for (const { start, end, kind } of atOnce(findSecrets(before))) {
        this.#add(before.slice(start, end), kind);
      }
    } else if (typeof before === 'object' && before !== null) {
      const others = Object.entries(after ?? {});
      Object.entries(before).forEach(([key, item], index) => {
        this.#compare(key, maskText(key));
        this.#compare(item, others[index]?.[1]);
      });
    }
  }

  #add(secret: string, kind: string): void {
    if (secret.length >= SHORTEST && /\d/.test(secret)) {
      this.#kinds.set(secret, kind);
    }
  }

  #replace(value: JsonValue): JsonValue {
    if (typeof value === 'string') {
      let text = value;
      for (const [secret, kind] of this.#kinds) {
        text = replaceSecret(text, secret, kind);
      }
      return text;
    }
    if (typeof value !== 'object' || value === null) return value;
    let changed = false;
    const next = <V extends JsonValue>(item: V): V => {
      const replaced = this.#replace(item) as V;
      if (replaced !== item) changed = true;
      return replaced;
    };
    const replaced = Array.isArray(value)
      ? value.map(next)
      : Object.fromEntries(
          Object.entries(value).map(([key, item]) => [next(key), next(item)]),
        );
    return changed ? replaced : value;
  }
}
