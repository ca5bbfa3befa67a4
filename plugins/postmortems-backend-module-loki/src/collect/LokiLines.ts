import {
  type SubmitEvidenceNode,
  webUrlSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  type LineGroup,
  lineGroupEvidence,
  LineGroups,
  readLine,
} from '@postmortems/backstage-plugin-postmortems-node';
import { createHash } from 'node:crypto';
import type { LokiConfig } from '../config/config';
import { type LokiLine, toDate } from './LokiClient';

const DAY_MS = 86_400_000;
/** Labels that tell where in the service a line was written. */
const ORIGINS = ['pod', 'instance', 'host', 'hostname', 'node_name'];

/** Lines of one incident; equal ones of five minutes, by the clock, are one node. */
export class LokiLines {
  readonly #block: LokiConfig;
  readonly #groups = new LineGroups();
  /** The first query that found a group. */
  readonly #queries = new Map<LineGroup, string>();
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
    const group = this.#groups.add({
      ...readLine(line, labels),
      at: toDate(at),
      service: options.service,
      origin: ORIGINS.map(name => labels[name]).find(Boolean),
    });
    if (!this.#queries.has(group)) this.#queries.set(group, options.query);
    return true;
  }

  /** How many lines there are. */
  get size(): number {
    return this.#known.size;
  }

  toNodes(): SubmitEvidenceNode[] {
    return this.#groups.all.map(group => this.#toNode(group));
  }

  #toNode(group: LineGroup): SubmitEvidenceNode {
    const { retentionDays } = this.#block;
    const sourceUrl = this.#link(group);
    return {
      ...lineGroupEvidence(group, 'loki'),
      ...(retentionDays !== undefined && {
        expiresAt: new Date(
          group.first.getTime() + retentionDays * DAY_MS,
        ).toISOString(),
      }),
      ...(sourceUrl && { sourceUrl }),
    };
  }

  /** Grafana's page Explore with the query and its window. */
  #link(group: LineGroup): string | undefined {
    const { explore } = this.#block;
    if (!explore) return undefined;
    const { first, last } = group;
    const panes = {
      lines: {
        datasource: explore.datasourceUid,
        queries: [
          {
            refId: 'A',
            expr: this.#queries.get(group) ?? '',
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
