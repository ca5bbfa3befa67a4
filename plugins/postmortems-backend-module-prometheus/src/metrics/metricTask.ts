import type { SourceTask } from '@postmortems/backstage-plugin-postmortems-node';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { TrackedAlert } from '../incidents/TrackedAlert';

const bodySchema = z.object({ incidentKey: z.string(), until: z.string() });

/**
 * The work of pulling an incident's metrics. Its id changes when there is
 * something else to pull: another service, another rule, an end.
 */
export function metricTask(options: {
  key: string;
  tracked: TrackedAlert[];
  receivedAt: Date;
}): SourceTask {
  const { key, tracked, receivedAt } = options;
  const isOver = tracked.every(alert => alert.endsAt);
  const subject = JSON.stringify([
    [...new Set(tracked.map(({ name }) => name))].sort(),
    [...new Set(tracked.map(({ service }) => service.ref))].sort(),
    isOver
      ? tracked
          .map(alert => alert.endsAt!)
          .sort()
          .at(-1)
      : 'open',
  ]);
  const digest = createHash('sha256').update(subject).digest('hex');
  return {
    id: `metrics/${key}/${digest.slice(0, 16)}`,
    orderKey: `metrics/${key}`,
    body: JSON.stringify({
      incidentKey: key,
      // A retry pulls the same points, and adds no other evidence
      until: receivedAt.toISOString(),
    }),
  };
}

export function readMetricTask(body: string) {
  return bodySchema.parse(JSON.parse(body));
}
