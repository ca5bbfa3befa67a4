import {
  cutText,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { KubernetesEvent } from '../api/objects';
import { workloadNames } from '../catalog/workloadNames';
import { linkTo, type Origin } from './origin';
import type { Owned } from './rollouts';

const MAX_TEXT = 4000;
/** Objects whose ordinary events, such as those of each start, are told once with their number. */
const OF_MANY = new Set(['Pod', 'ReplicaSet', 'Deployment']);

/**
 * Events as evidence, at their first time within the window, else at their last. One
 * that has happened again since is another node, for Kubernetes only counts them; what
 * they correlate by tells that it is the same.
 *
 * @param serviceOf - entity ref, or name, by the object
 */
export function eventNodes(
  events: readonly KubernetesEvent[],
  options: {
    serviceOf: (object: Owned) => string;
    origin: Origin;
    window: { from: Date; to: Date };
  },
): (SubmitEvidenceNode & { id: string })[] {
  const { serviceOf, origin, window } = options;
  return events.flatMap(event => {
    const { uid, namespace, object, reason, message, count } = event;
    const { first, last, isWarning } = event;
    const timestamp = timeWithin(event, window);
    if (!timestamp) return [];
    const names = workloadNames(object);
    return {
      // One that began before the window is told at another time, as another node
      id: `kubernetes/event/${uid}/${count}${
        timestamp === first ? '' : '/last'
      }`,
      sourceType: 'telemetry' as const,
      provider: 'kubernetes',
      timestamp,
      ...(origin.eventTtlMs && {
        expiresAt: new Date(Date.parse(last) + origin.eventTtlMs).toISOString(),
      }),
      ...linkTo(origin, { ...object, namespace }),
      metadata: {
        service: serviceOf({ namespace, names }),
        ...(isWarning
          ? { correlationId: `kubernetes:event:${uid}`.slice(0, 256) }
          : OF_MANY.has(object.kind) && {
              correlationId: `kubernetes:${namespace}/${names[0]}`.slice(
                0,
                256,
              ),
            }),
      },
      payload: {
        kind: 'event',
        reason: reason || 'Event',
        message: cutText(message.trim() || reason || '(no text)', MAX_TEXT),
        type: isWarning ? 'Warning' : 'Normal',
        object: `${object.kind}/${object.name}`,
        namespace,
        ...(origin.cluster && { cluster: origin.cluster }),
        ...(count > 1 && { count, firstAt: first, lastAt: last }),
      },
    };
  });
}

/** The first time of an event within a window, else its last. */
export function timeWithin(
  { first, last }: Pick<KubernetesEvent, 'first' | 'last'>,
  { from, to }: { from: Date; to: Date },
): string | undefined {
  return [first, last].find(time => {
    const at = new Date(time);
    return at >= from && at <= to;
  });
}
