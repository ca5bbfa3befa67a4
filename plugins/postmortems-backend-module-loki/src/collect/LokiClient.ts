import { AuthenticationError, InputError } from '@backstage/errors';
import {
  type HttpAnswer,
  JsonApi,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';
import type { LokiConfig } from '../config/config';

/** Below what Loki allows by default (`max_entries_limit_per_query`, 5000). */
const PAGE = 1000;
/** What Loki allows by default, asked for where a page is of one moment. */
export const MAX_ENTRIES = 5000;

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

type Direction = 'forward' | 'backward';

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
      failureOf: (answer, { where }) =>
        tenantMissing(answer, where, `${block.path}.tenant`),
    });
  }

  /** What messages call it. */
  get where(): string {
    return this.#api.where;
  }

  /**
   * The first `limit` lines, or the last ones. Loki has no cursor: the next page
   * begins with the last moment of the one before.
   *
   * @returns `isCrowded`: a moment has more lines than can be asked for
   */
  async lines(options: {
    query: string;
    from: Date;
    /** Exclusive. */
    to: Date;
    direction: Direction;
    limit: number;
    signal: AbortSignal;
  }): Promise<{ lines: LokiLine[]; isCut: boolean; isCrowded: boolean }> {
    const { query, direction, limit, signal } = options;
    const request = { query, direction, signal };
    const lines: LokiLine[] = [];
    let start = toNanoseconds(options.from);
    let end = toNanoseconds(options.to);
    let isCrowded = false;
    /** Lines of the last moment, which come again. */
    const last = new Set<string>();
    const takeNew = (entries: LokiLine[]) => {
      lines.push(...entries.filter(one => !last.has(idOf(one))));
      return lines.length > limit;
    };
    const cut = () => ({
      lines: lines.slice(0, limit),
      isCut: true,
      isCrowded,
    });
    while (start < end) {
      const page = await this.#page({ ...request, start, end, limit: PAGE });
      const { entries } = page;
      if (takeNew(entries)) return cut();
      if (!page.isFull) break;
      const edge = entries.at(-1)?.at;
      // Nothing of the page can be read
      if (edge === undefined) return cut();
      if (entries[0].at !== edge) last.clear();
      for (const one of entries) if (one.at === edge) last.add(idOf(one));
      const isOneMoment = entries[0].at === edge;
      if (isOneMoment) {
        const moment = await this.#moment({ ...request, at: edge });
        isCrowded ||= moment.isFull;
        if (takeNew(moment.entries)) return cut();
      }
      if (direction === 'forward') start = isOneMoment ? edge + 1n : edge;
      else end = isOneMoment ? edge : edge + 1n;
    }
    return { lines, isCut: false, isCrowded };
  }

  /** All that can be had of one moment; some servers allow fewer lines. */
  async #moment(options: {
    query: string;
    at: bigint;
    direction: Direction;
    signal: AbortSignal;
  }): Promise<{ entries: LokiLine[]; isFull: boolean }> {
    const { at, ...rest } = options;
    try {
      return await this.#page({
        ...rest,
        start: at,
        end: at + 1n,
        limit: MAX_ENTRIES,
      });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { entries: [], isFull: true };
    }
  }

  async #page(options: {
    query: string;
    start: bigint;
    end: bigint;
    limit: number;
    direction: Direction;
    signal: AbortSignal;
  }): Promise<{ entries: LokiLine[]; isFull: boolean }> {
    const { query, start, end, limit, direction, signal } = options;
    const search = new URLSearchParams({
      query,
      start: String(start),
      end: String(end),
      limit: String(limit),
      direction,
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
    const sign = direction === 'forward' ? 1 : -1;
    entries.sort((a, b) => sign * compare(a.at, b.at));
    return { entries, isFull: count >= limit };
  }
}

/** Loki says so of its tenants, not of the secret. */
function tenantMissing(
  { status, text }: HttpAnswer,
  where: string,
  key: string,
): Error | undefined {
  return status === 401 && /no org id/i.test(text)
    ? new AuthenticationError(
        `${where} answered 401: it has tenants; set ${key} to the one that is asked`,
      )
    : undefined;
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
