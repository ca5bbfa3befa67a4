import type {
  JsonObject,
  JsonValue,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Calls with one id that are compared. */
const MAX_SAME_ID = 50;

/** A call as one of its records tells it. */
export type RecordedCall = {
  id?: string;
  name: string;
  input: JsonObject;
  output?: JsonValue;
  failure?: string;
  at?: string;
  isCut?: boolean;
  /** Something of its span was dropped. */
  isPartial?: boolean;
  description?: string;
};

/**
 * Calls that are known, found again by what was asked of which tool, and by the id
 * where both have one.
 */
export class RecordedCalls {
  readonly all: RecordedCall[] = [];
  readonly #byId = new Map<string, RecordedCall[]>();
  readonly #countOfId = new Map<string, number>();
  readonly #withoutId = new Map<string, RecordedCall>();
  readonly #byAsked = new Map<string, RecordedCall>();

  add(call: RecordedCall): void {
    this.all.push(call);
    const asked = askedOf(call);
    if (!this.#byAsked.has(asked)) this.#byAsked.set(asked, call);
    if (call.id === undefined) {
      if (!this.#withoutId.has(asked)) this.#withoutId.set(asked, call);
    } else this.#addId(call, call.id);
  }

  find(call: RecordedCall): RecordedCall | undefined {
    const asked = askedOf(call);
    if (call.id === undefined) return this.#byAsked.get(asked);
    const sameId = this.#byId.get(keyOf(call.name, call.id)) ?? [];
    return (
      sameId.find(
        known =>
          known.isCut ||
          isEmpty(known.input) ||
          isEmpty(call.input) ||
          askedOf(known) === asked,
      ) ?? this.#withoutId.get(asked)
    );
  }

  /** With what another record of the same call has. */
  complete(known: RecordedCall, { id, input }: RecordedCall): void {
    if (known.id === undefined && id !== undefined) {
      this.#withoutId.delete(askedOf(known));
      known.id = id;
      this.#addId(known, id);
    }
    if (isEmpty(known.input)) known.input = input;
  }

  isAmbiguous(id: string): boolean {
    return (this.#countOfId.get(id) ?? 0) > 1;
  }

  #addId(call: RecordedCall, id: string): void {
    const key = keyOf(call.name, id);
    const known = this.#byId.get(key) ?? [];
    // More calls of one id are told apart by nothing that is worth the search
    if (known.length < MAX_SAME_ID) known.push(call);
    this.#byId.set(key, known);
    this.#countOfId.set(id, (this.#countOfId.get(id) ?? 0) + 1);
  }
}

function askedOf({ name, input }: RecordedCall): string {
  return keyOf(name, JSON.stringify(input));
}

function keyOf(name: string, rest: string): string {
  return `${name}\n${rest}`;
}

/** Nothing was answered, or asked. */
export function isEmpty(value: JsonValue | undefined): boolean {
  return (
    value === '' ||
    value === null ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}
