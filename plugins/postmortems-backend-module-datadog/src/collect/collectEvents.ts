import type { v2 } from '@datadog/datadog-api-client';
import {
  cutText,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  type Collection,
  expiry,
  METRIC_RETENTION_DAYS,
  stableId,
} from './Collection';
import { type MonitorEvent, readMonitorEvent } from './monitorEvent';
import { plainText } from './plainText';

const PAGE = 1000;
/** Of services with so many events the rest is left out. */
const MAX_PAGES = 20;
const MAX_TEXT = 8192;

/**
 * Takes the events of the services, and sets apart those in which a monitor changes
 * its state. One search finds both.
 *
 * @param changes - takes the changes, in the order of time
 */
export async function collectEvents(
  collection: Collection,
  changes: MonitorEvent[],
): Promise<void> {
  const { apis, block, from, to } = collection;
  const { events: maxEvents, monitors: maxMonitors } = block.limits;
  let taken = 0;
  let cursor: string | undefined;
  let pages = 0;
  do {
    pages += 1;
    const page = await apis.events.searchEvents({
      body: {
        filter: {
          query: collection.searchQuery,
          from: from.toISOString(),
          to: to.toISOString(),
        },
        page: { limit: PAGE, ...(cursor && { cursor }) },
        sort: 'timestamp',
      },
    });
    for (const event of page.data ?? []) {
      const at = event.attributes?.timestamp;
      if (!event.id || !at || !collection.includes(at)) continue;
      const change = readMonitorEvent(event);
      if (change) {
        if (changes.length < maxMonitors) changes.push(change);
        else if (maxMonitors > 0) failOnce(collection, 'monitors');
      } else if (taken < maxEvents) {
        taken += 1;
        collection.nodes.push(toEventNode(collection, event, event.id, at));
      } else if (maxEvents > 0) {
        failOnce(collection, 'events');
      }
    }
    cursor = page.data?.length ? page.meta?.page?.after : undefined;
  } while (
    cursor &&
    pages < MAX_PAGES &&
    (taken < maxEvents || changes.length < maxMonitors)
  );
  if (!cursor) return;
  if (pages === MAX_PAGES) {
    collection.fail(
      'events and monitors',
      `Only the first ${MAX_PAGES * PAGE} events were looked through`,
    );
  } else {
    failOnce(collection, maxEvents > 0 ? 'events' : 'monitors');
  }
}

function failOnce(collection: Collection, kind: 'events' | 'monitors') {
  const { path, limits } = collection.block;
  collection.failOnce(
    kind,
    `Only the first ${limits[kind]} were taken; ${path}.limits.${kind} sets how many`,
  );
}

function toEventNode(
  collection: Collection,
  event: v2.EventResponse,
  id: string,
  at: Date,
): SubmitEvidenceNode {
  const { attributes: own, message, tags = [] } = event.attributes ?? {};
  const timestamp = at.toISOString();
  const title = own?.title ?? '';
  const text = plainText(message ?? '');
  const uid = own?.evt?.uid;
  return {
    id: stableId('datadog/event', id),
    sourceType: 'telemetry',
    provider: 'datadog',
    timestamp,
    expiresAt: expiry(timestamp, METRIC_RETENTION_DAYS),
    sourceUrl: collection.link(
      '/event/event',
      uid ? { uid } : { id: own?.evt?.id ?? id },
    ),
    metadata: {
      service: collection.refOf(tags),
      correlationId: cutText(own?.aggregationKey ?? '', 256),
    },
    payload: {
      kind: 'event',
      ...(own?.sourceTypeName && { reason: own.sourceTypeName }),
      message: cutText(
        [title, text].filter(Boolean).join('\n') || '(no text)',
        MAX_TEXT,
      ),
      ...(typeof own?.status === 'string' && { status: own.status }),
      ...(own?.hostname && { host: own.hostname }),
      tags: [...new Set(tags)],
    },
  };
}
