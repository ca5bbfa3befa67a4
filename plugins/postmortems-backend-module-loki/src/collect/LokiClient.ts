import { InputError } from '@backstage/errors';
import { JsonApi } from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';
import type { LokiConfig } from '../config/config';

/** Below what Loki allows by default (`max_entries_limit_per_query`, 5000). */
const PAGE = 1000;

/** Nanoseconds as text, the line, and sometimes its structured metadata. */
const entrySchema = z
  .tuple([z.string().regex(/^\d{1,19}$/), z.string()])
  .rest(z.unknown());

const responseSchema = z.looseObject({
  status: z.literal('success'),
  data: z.looseObject({
    resultType: z.string(),
    result: z.array(
      z.looseObject({
        stream: z.record(z.string(), z.string()).catch({}),
        values: z.array(z.unknown()).catch([]),
      }),
    ),
  }),
});

/** One line as Loki has it. */
export type LokiLine = {
  /** Nanoseconds since 1970. */
  at: bigint;
  line: string;
  /** Of its stream, and what the query read from the line. */
  labels: Record<string, string>;
};

/** `GET /loki/api/v1/query_range`, for lines. */
export class LokiClient {
  readonly #api: JsonApi;

  constructor(options: { block: LokiConfig }) {
    const { block } = options;
    this.#api = new JsonApi({
      name: 'Loki',
      server: {
        ...block,
        headers: block.tenant ? { 'x-scope-orgid': block.tenant } : {},
      },
    });
  }

  /**
   * Lines in the order of time, the first `limit` of them. Loki has no cursor: the
   * next page begins with the last moment of the one before.
   */
  async lines(options: {
    query: string;
    from: Date;
    /** Exclusive. */
    to: Date;
    limit: number;
    signal: AbortSignal;
  }): Promise<{ lines: LokiLine[]; isCut: boolean }> {
    const { query, to, limit, signal } = options;
    const lines: LokiLine[] = [];
    let start = toNanoseconds(options.from);
    /** Lines of the last moment, which come again. */
    const last = new Set<string>();
    for (;;) {
      const page = await this.#page({
        query,
        start,
        end: toNanoseconds(to),
        signal,
      });
      const until = page.entries.at(-1)?.at ?? start;
      const fresh = page.entries.filter(one => !last.has(idOf(one)));
      lines.push(...fresh);
      if (lines.length > limit) {
        return { lines: lines.slice(0, limit), isCut: true };
      }
      if (!page.isFull) return { lines, isCut: false };
      // A whole page of one moment: what else is of it cannot be asked for
      if (fresh.length === 0) return { lines, isCut: true };
      start = until;
      last.clear();
      for (const one of page.entries) {
        if (one.at === until) last.add(idOf(one));
      }
    }
  }

  async #page(options: {
    query: string;
    start: bigint;
    end: bigint;
    signal: AbortSignal;
  }): Promise<{ entries: LokiLine[]; isFull: boolean }> {
    const { query, start, end, signal } = options;
    const search = new URLSearchParams({
      query,
      start: String(start),
      end: String(end),
      limit: String(PAGE),
      direction: 'forward',
    });
    const { data } = await this.#api.call(
      responseSchema,
      `/loki/api/v1/query_range?${search}`,
      { signal },
    );
    if (data.resultType !== 'streams') {
      throw new InputError(
        `The query does not select lines, but counts them (${data.resultType})`,
      );
    }
    const entries = data.result.flatMap(({ stream, values }) =>
      values.flatMap(value => {
        const entry = entrySchema.safeParse(value).data;
        return entry
          ? { at: BigInt(entry[0]), line: entry[1], labels: stream }
          : [];
      }),
    );
    const count = data.result.reduce((sum, one) => sum + one.values.length, 0);
    entries.sort((a, b) => compare(a.at, b.at));
    return { entries, isFull: count >= PAGE };
  }
}

/** To milliseconds, as times are kept here. */
export function toDate(nanoseconds: bigint): Date {
  return new Date(Number(nanoseconds / 1_000_000n));
}

function toNanoseconds(time: Date): bigint {
  return BigInt(time.getTime()) * 1_000_000n;
}

function idOf({ at, line, labels }: LokiLine): string {
  return JSON.stringify([String(at), line, labels]);
}

function compare(a: bigint, b: bigint) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
