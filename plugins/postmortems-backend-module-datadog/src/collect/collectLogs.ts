import type { v2 } from '@datadog/datadog-api-client';
import {
  cutText,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  type LineGroup,
  lineGroupEvidence,
  LineGroups,
  LINE_BUCKET_MS,
} from '@postmortems/backstage-plugin-postmortems-node';
import { type Collection, expiry } from './Collection';

const PAGE = 1000;
const MAX_TEXT = 8192;
const ERRORS = ['emergency', 'alert', 'critical', 'error'];

/**
 * Takes log lines, errors before all others. Equal ones of five minutes, by the
 * clock, are one node, so that a later collection adds only what is new: what
 * belongs to minutes that are not over is left to it.
 */
export async function collectLogs(collection: Collection): Promise<void> {
  const { block, to } = collection;
  const end =
    Date.now() - to.getTime() < LINE_BUCKET_MS
      ? new Date(Math.floor(to.getTime() / LINE_BUCKET_MS) * LINE_BUCKET_MS - 1)
      : to;
  const groups = new LineGroups();
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
      ...groups.all.map(group => toLogNode(collection, group)),
    );
  }
}

async function search(options: {
  collection: Collection;
  statuses: string[];
  end: Date;
  left: number;
  groups: LineGroups;
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
  groups: LineGroups,
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
  groups.add({ at: timestamp, service, level: status, message, origin: host });
}

/** What the line says; of structured ones without a message, all that they have. */
function messageOf({ message, attributes = {} }: v2.LogAttributes): string {
  const { error } = attributes;
  const said = [message, error?.message, attributes.msg].find(
    text => typeof text === 'string' && text.trim() !== '',
  );
  return said ?? JSON.stringify(attributes);
}

function toLogNode(
  collection: Collection,
  group: LineGroup,
): SubmitEvidenceNode {
  const { searchQuery, block } = collection;
  const node = lineGroupEvidence(group, 'datadog');
  return {
    ...node,
    expiresAt: expiry(node.timestamp, block.retentionDays),
    sourceUrl: collection.link('/logs', {
      query: `${searchQuery} status:${group.level}`,
      from_ts: String(group.first.getTime()),
      to_ts: String(group.last.getTime() + 1),
      live: 'false',
    }),
  };
}
