import {
  type SubmitEvidenceNode,
  webUrlSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { createHash } from 'node:crypto';
import type { LokiConfig } from '../config/config';
import { type LokiLine, toDate } from './LokiClient';
import { readLine } from './readLine';

/** Equal lines within this time are one fact. */
export const BUCKET_MS = 5 * 60_000;
const DAY_MS = 86_400_000;
const MAX_ORIGINS = 20;
/** Labels that tell where in the service a line was written. */
const ORIGINS = ['pod', 'instance', 'host', 'hostname', 'node_name'];

type Group = {
  level?: string;
  message: string;
  service: string;
  query: string;
  first: Date;
  last: Date;
  count: number;
  origins: Set<string>;
};

/** Lines of one incident; equal ones of five minutes, by the clock, are one node. */
export class LineGroups {
  readonly #block: LokiConfig;
  readonly #groups = new Map<string, Group>();
  /** A line that several filters fit counts once. */
  readonly #known = new Set<string>();

  constructor(options: { block: LokiConfig }) {
    this.#block = options.block;
  }

  /**
   * @param options - `service` is an entity ref
   * @returns whether it is new
   */
  add(
    { at, line, labels }: LokiLine,
    options: { service: string; query: string },
  ): boolean {
    const id = digest(JSON.stringify([String(at), line, labels]));
    if (this.#known.has(id)) return false;
    this.#known.add(id);
    const time = toDate(at);
    const { message, level } = readLine(line, labels);
    const bucket = Math.floor(time.getTime() / BUCKET_MS);
    const key = JSON.stringify([bucket, level, options.service, message]);
    const group = this.#groups.get(key) ?? {
      level,
      message,
      ...options,
      first: time,
      last: time,
      count: 0,
      origins: new Set<string>(),
    };
    this.#groups.set(key, group);
    group.count += 1;
    if (time < group.first) group.first = time;
    if (time > group.last) group.last = time;
    const origin = ORIGINS.map(name => labels[name]).find(Boolean);
    if (origin) group.origins.add(origin);
    return true;
  }

  /** How many lines there are. */
  get size(): number {
    return this.#known.size;
  }

  toNodes(): SubmitEvidenceNode[] {
    return [...this.#groups.values()].map(group => this.#toNode(group));
  }

  #toNode(group: Group): SubmitEvidenceNode {
    const { level, message, service, first, last, count, origins } = group;
    const { retentionDays } = this.#block;
    const sourceUrl = this.#link(group);
    return {
      // Without an id, for a late line makes another node
      sourceType: 'telemetry',
      provider: 'loki',
      timestamp: first.toISOString(),
      ...(retentionDays !== undefined && {
        expiresAt: new Date(
          first.getTime() + retentionDays * DAY_MS,
        ).toISOString(),
      }),
      ...(sourceUrl && { sourceUrl }),
      metadata: {
        service,
        correlationId: `log:${digest(`${level}\n${service}\n${message}`)}`,
      },
      payload: {
        kind: 'log',
        ...(level && { level }),
        message,
        count,
        ...(count > 1 && { until: last.toISOString() }),
        ...(origins.size > 0 && {
          origins: [...origins].sort().slice(0, MAX_ORIGINS),
        }),
      },
    };
  }

  /** Grafana's page Explore with the query and its window. */
  #link({ query, first, last }: Group): string | undefined {
    const { explore } = this.#block;
    if (!explore) return undefined;
    const panes = {
      lines: {
        datasource: explore.datasourceUid,
        queries: [
          {
            refId: 'A',
            expr: query,
            datasource: { type: 'loki', uid: explore.datasourceUid },
          },
        ],
        range: {
          from: String(first.getTime()),
          to: String(last.getTime() + 1000),
        },
      },
    };
    const search = new URLSearchParams({
      schemaVersion: '1',
      panes: JSON.stringify(panes),
    });
    return webUrlSchema.safeParse(`${explore.grafanaUrl}/explore?${search}`)
      .data;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
