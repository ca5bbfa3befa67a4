import { createWriteStream, type WriteStream } from 'node:fs';

/** What a call wants stored; the marks are texts that occur nowhere else. */
export type Wanted =
  | { what: 'incident'; key: string }
  | { what: 'evidence'; key: string; nodes: { id: string; mark: string }[] }
  | { what: 'note'; key: string; mark: string }
  | { what: 'title'; key: string; title: string }
  | { what: 'draft'; key: string }
  | { what: 'added block'; postmortem: string; mark: string }
  | { what: 'edited block'; postmortem: string; block: string; mark: string }
  | { what: 'decision'; postmortem: string; mark: string }
  | { what: 'transition'; postmortem: string; mark: string }
  | { what: 'action item'; postmortem: string; id: string; title: string }
  | { what: 'regenerated'; postmortem: string }
  | { what: 'export'; postmortem: string }
  | { what: 'alerts'; group: string; ids: string[] };

/**
 * `unknown`: no answer, or one that says nothing of what was stored, such as a
 * 5xx. Then it may be stored or not.
 */
export type Outcome = 'acknowledged' | 'refused' | 'unknown';

export type Entry<W extends Wanted = Wanted> = {
  wanted: W;
  /** By the clock of the harness, in milliseconds. */
  sentAt: number;
  answeredAt: number;
  outcome: Outcome;
  /** Sent more than once. */
  repeated: boolean;
  /** Why it was refused when it was repeated. */
  refusal?: string;
};

/** Everything that was asked for, written down before it is sent and after it is answered. */
export class Ledger {
  readonly entries: Entry[] = [];
  readonly #file: WriteStream;

  constructor(file: string) {
    this.#file = createWriteStream(file);
  }

  begin(wanted: Wanted): Entry {
    const entry: Entry = {
      wanted,
      sentAt: Date.now(),
      answeredAt: Infinity,
      outcome: 'unknown',
      repeated: false,
    };
    const { sentAt } = entry;
    this.#write({ begin: this.entries.length, sentAt, ...wanted });
    this.entries.push(entry);
    return entry;
  }

  end(entry: Entry, outcome: Outcome, status: string): void {
    entry.outcome = outcome;
    entry.answeredAt = Date.now();
    const { answeredAt, repeated } = entry;
    const end = this.entries.indexOf(entry);
    this.#write({ end, answeredAt, outcome, repeated, status });
  }

  of<K extends Wanted['what']>(what: K): Entry<Extract<Wanted, { what: K }>>[] {
    return this.entries.filter(
      (entry): entry is Entry<Extract<Wanted, { what: K }>> =>
        entry.wanted.what === what,
    );
  }

  #write(line: object): void {
    this.#file.write(`${JSON.stringify(line)}\n`);
  }

  async close(): Promise<void> {
    await new Promise<void>(resolve => this.#file.end(resolve));
  }
}
