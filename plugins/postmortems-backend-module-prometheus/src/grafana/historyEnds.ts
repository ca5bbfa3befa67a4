import type { TrackedAlert } from '../incidents/TrackedAlert';
import type { AnnotationsClient } from './AnnotationsClient';
import { isOf } from './historyEvidence';
import { readStateChange } from './stateChange';

/** An alert, and when it was last known to fire. */
export type LastSign = { alert: TrackedAlert; at: string };

/** When alerts ended, of those whose end the state history has. */
export async function historyEnds(options: {
  client: AnnotationsClient;
  lastSigns: readonly LastSign[];
  signal: AbortSignal;
}): Promise<Map<TrackedAlert, string>> {
  const { client, lastSigns, signal } = options;
  const ends = new Map<TrackedAlert, string>();
  if (lastSigns.length === 0) return ends;
  const { annotations } = await client.list({
    type: 'alert',
    from: new Date(lastSigns.map(({ at }) => at).sort()[0]),
    to: new Date(),
    signal,
  });
  const recoveries = annotations
    .flatMap(one => readStateChange(one) ?? [])
    .filter(({ from, to }) => from === 'alerting' && to === 'normal');
  for (const { alert, at } of lastSigns) {
    const end = recoveries.find(
      change => change.at >= at && isOf(change, alert),
    );
    if (end) ends.set(alert, end.at);
  }
  return ends;
}
