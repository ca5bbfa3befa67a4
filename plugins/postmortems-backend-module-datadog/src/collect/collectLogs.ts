import type { v2 } from '@datadog/datadog-api-client';
import {
  cutText,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { type Collection, digest, expiry } from './Collection';

const PAGE = 1000;
const MAX_TEXT = 8192;
/** Equal lines within this time are one fact. */
const BUCKET_MS = 5 * 60_000;
const ERRORS = ['emergency', 'alert', 'critical', 'error'];

type Group = {
  status: string;
  service: string;
  message: string;
  first: Date;
  last: Date;
  count: number;
  hosts: Set<string>;
};

/**
 * Takes log lines, errors before all others. Equal ones of five minutes, by the
 * clock, are one node, so that a later collection adds only what is new: what
 * belongs to minutes that are not over is left to it.
 */
export async function collectLogs(collection: Collection): Promise<void> {
  const { block, to } = collection;
  const end =
    Date.now() - to.getTime() < BUCKET_MS
      ? new Date(Math.floor(to.getTime() / BUCKET_MS) * BUCKET_MS - 1)
      : to;
  const groups = new Map<string, Group>();
  let left = block.limits.logs;
  try {
    for (const statuses of [
      block.logStatuses.filter(status => ERRORS.includes(status)),
      block.logStatuses.filter(status => !ERRORS.includes(status)),
    ]) {
      if (statuses.length === 0) continue;
      if (left === 0 || end <= collection.from) break;
      const taken = await search({ collection, statuses, end, left, groups });
      left -= taken.lines;
      if (taken.isCut) {
        collection.fail(
          'logs',
          `Only the first ${block.limits.logs} lines were taken, errors before others; ${block.path}.limits.logs sets how many`,
        );
        break;
      }
    }
  } finally {
    collection.nodes.push(
      ...[...groups.values()].map(group => toLogNode(collection, group)),
    );
  }
}

async function search(options: {
  collection: Collection;
  statuses: string[];
  end: Date;
  left: number;
  groups: Map<string, Group>;
}): Promise<{ lines: number; isCut: boolean }> {
  const { collection, statuses, end, left, groups } = options;
  const query = `${collection.searchQuery} status:(${statuses.join(' OR ')})`;
  let lines = 0;
  let cursor: string | undefined;
  do {
    const page = await collection.apis.logs.listLogs({
      body: {
        filter: {
          query,
          from: collection.from.toISOString(),
          to: end.toISOString(),
        },
        page: {
          // One more than is taken tells whether there are more
          limit: Math.min(PAGE, left - lines + 1),
          ...(cursor && { cursor }),
        },
        sort: 'timestamp',
      },
    });
    for (const log of page.data ?? []) {
      if (lines === left) return { lines, isCut: true };
      lines += 1;
      addTo(groups, collection, log);
    }
    cursor = page.data?.length ? page.meta?.page?.after : undefined;
  } while (cursor);
  return { lines, isCut: false };
}

function addTo(
  groups: Map<string, Group>,
  collection: Collection,
  { attributes }: v2.Log,
) {
  const { timestamp, host, tags = [] } = attributes ?? {};
  if (!attributes || !timestamp || !collection.includes(timestamp)) return;
  const status = attributes.status ?? 'info';
  const service = collection.refOf([
    ...(attributes.service ? [`service:${attributes.service}`] : []),
    ...tags,
  ]);
  const message = cutText(messageOf(attributes), MAX_TEXT);
  const bucket = Math.floor(timestamp.getTime() / BUCKET_MS);
  const key = JSON.stringify([bucket, status, service, message]);
  const group = groups.get(key) ?? {
    status,
    service,
    message,
    first: timestamp,
    last: timestamp,
    count: 0,
    hosts: new Set<string>(),
  };
  groups.set(key, group);
  group.count += 1;
  if (timestamp < group.first) group.first = timestamp;
  if (timestamp > group.last) group.last = timestamp;
  if (host) group.hosts.add(host);
}

/** What the line says; of structured ones without a message, all that they have. */
function messageOf({ message, attributes = {} }: v2.LogAttributes): string {
  const { error } = attributes;
  const said = [message, error?.message, attributes.msg].find(
    text => typeof text === 'string' && text.trim() !== '',
  );
  return said ?? JSON.stringify(attributes);
}

function toLogNode(collection: Collection, group: Group): SubmitEvidenceNode {
  const { status, service, message, first, last, count, hosts } = group;
  const timestamp = first.toISOString();
  const { searchQuery, block } = collection;
  return {
    // Without an id, for a late line makes another node
    sourceType: 'telemetry',
    provider: 'datadog',
    timestamp,
    expiresAt: expiry(timestamp, block.retentionDays),
    sourceUrl: collection.link('/logs', {
      query: `${searchQuery} status:${status}`,
      from_ts: String(first.getTime()),
      to_ts: String(last.getTime() + 1),
      live: 'false',
    }),
    metadata: {
      service,
      correlationId: `log:${digest(`${status}\n${service}\n${message}`)}`,
    },
    payload: {
      kind: 'log',
      level: status,
      message,
      count,
      ...(count > 1 && { until: last.toISOString() }),
      ...(hosts.size > 0 && { hosts: [...hosts].sort().slice(0, 20) }),
    },
  };
}
