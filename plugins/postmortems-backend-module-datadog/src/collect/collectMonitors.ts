import type { v1 } from '@datadog/datadog-api-client';
import { NotFoundError, toError } from '@backstage/errors';
import { splitMonitorQuery } from '../config/metricExpression';
import { toAlertNode } from './alertNode';
import type { Collection } from './Collection';
import type { MonitorEvent, MonitorState } from './monitorEvent';

/** Monitors whose definition is asked for. */
const MAX_DEFINITIONS = 50;

/** A metric that a monitor watches. */
export type WatchedMetric = {
  expression: string;
  threshold: { operator: string; value: number };
  alert: string;
  service: string;
};

/**
 * Makes alerts of the changes of monitors' states, each with the query of its
 * monitor and the threshold in it.
 *
 * @returns the metrics behind those that alerted
 */
export async function collectMonitors(
  collection: Collection,
  changes: MonitorEvent[],
): Promise<WatchedMetric[]> {
  const definitions = await loadDefinitions(collection, changes);
  const watched = new Map<string, WatchedMetric>();
  /** By monitor and groups, what fires since when. */
  const firing = new Map<string, { since: Date; state: MonitorState }>();
  for (const change of changes) {
    const key = [change.monitorId, ...change.groups].join(' ');
    const open = firing.get(key);
    if (change.isRenewal && open) continue;
    if (change.state !== 'ok' && open?.state === change.state) continue;
    const definition = definitions.get(change.monitorId);
    const service = collection.refOf([...change.groups, ...change.tags]);
    collection.nodes.push(
      toAlertNode({
        appUrl: collection.block.appUrl,
        service,
        change,
        query: definition?.query,
        priority: definition?.priority,
        since: open?.since,
      }),
    );
    if (change.state === 'ok') {
      firing.delete(key);
      continue;
    }
    firing.set(key, {
      since: open?.since ?? change.at,
      state: change.state,
    });
    const query = definition?.query ?? change.query;
    const metric = query ? splitMonitorQuery(query) : undefined;
    if (metric) {
      watched.set(String(change.monitorId), {
        ...metric,
        alert: change.name,
        service,
      });
    }
  }
  return [...watched.values()];
}

async function loadDefinitions(
  collection: Collection,
  changes: MonitorEvent[],
): Promise<Map<number, v1.Monitor>> {
  const ids = [...new Set(changes.map(({ monitorId }) => monitorId))];
  const definitions = new Map<number, v1.Monitor>();
  for (const monitorId of ids.slice(0, MAX_DEFINITIONS)) {
    try {
      definitions.set(
        monitorId,
        await collection.apis.monitors.getMonitor({ monitorId }),
      );
    } catch (error) {
      // It was deleted since; the events have what counts
      if (error instanceof NotFoundError) continue;
      collection.fail('definitions of monitors', toError(error));
      break;
    }
  }
  if (ids.length > MAX_DEFINITIONS) {
    collection.fail(
      'definitions of monitors',
      `Only those of the first ${MAX_DEFINITIONS} of ${ids.length} monitors were asked for`,
    );
  }
  return definitions;
}
