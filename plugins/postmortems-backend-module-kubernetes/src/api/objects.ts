import { isoTimeSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';

/**
 * The parts of Kubernetes' objects that are used
 * (https://kubernetes.io/docs/reference/kubernetes-api/). What else cannot be read is
 * left out.
 */
const text = z.string().nullish().catch(undefined);
const time = isoTimeSchema.nullish().catch(undefined);
const labels = z.record(z.string(), z.string()).nullish().catch(undefined);

const metadataSchema = z.looseObject({
  name: z.string().min(1),
  namespace: z.string().min(1).default('default'),
  uid: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  creationTimestamp: time,
  labels,
  annotations: labels,
});

const referenceSchema = z.looseObject({
  kind: z.string(),
  name: z.string(),
  namespace: text,
});

const eventSchema = z
  .looseObject({
    metadata: metadataSchema,
    /** Of the API group `events.k8s.io`, whose fields have other names. */
    regarding: referenceSchema.optional(),
    note: text,
    deprecatedCount: z.number().nullish().catch(undefined),
    deprecatedFirstTimestamp: time,
    deprecatedLastTimestamp: time,
    involvedObject: referenceSchema.optional(),
    message: text,
    reason: text,
    type: text,
    count: z.number().nullish().catch(undefined),
    firstTimestamp: time,
    lastTimestamp: time,
    eventTime: time,
    series: z
      .looseObject({
        count: z.number().nullish().catch(undefined),
        lastObservedTime: time,
      })
      .nullish()
      .catch(undefined),
  })
  .transform((event, ctx) => {
    const object = event.involvedObject ?? event.regarding;
    const first =
      event.firstTimestamp ??
      event.deprecatedFirstTimestamp ??
      event.eventTime ??
      event.metadata.creationTimestamp;
    if (!object || !first) {
      ctx.addIssue({ code: 'custom', message: 'has no object or no time' });
      return z.NEVER;
    }
    const last =
      event.series?.lastObservedTime ??
      event.lastTimestamp ??
      event.deprecatedLastTimestamp ??
      first;
    return {
      uid: event.metadata.uid,
      namespace: object.namespace ?? event.metadata.namespace,
      object: { kind: object.kind, name: object.name },
      reason: event.reason ?? '',
      message: event.message ?? event.note ?? '',
      isWarning: event.type === 'Warning',
      count: event.series?.count ?? event.count ?? event.deprecatedCount ?? 1,
      first,
      last,
    };
  });

/** Something that Kubernetes says of an object, once or again and again. */
export type KubernetesEvent = z.output<typeof eventSchema>;

const containers = z
  .array(z.looseObject({ name: z.string(), image: text }))
  .catch([]);

const templateSchema = z.looseObject({
  metadata: z.looseObject({ annotations: labels }).nullish().catch(undefined),
  spec: z.looseObject({ containers }).nullish().catch(undefined),
});

const replicaSetSchema = z.looseObject({
  metadata: metadataSchema.extend({
    creationTimestamp: isoTimeSchema,
    ownerReferences: z
      .array(
        z.looseObject({ kind: z.string(), name: z.string(), uid: z.string() }),
      )
      .nullish()
      .catch(undefined),
  }),
  spec: z
    .looseObject({ template: templateSchema.nullish().catch(undefined) })
    .nullish()
    .catch(undefined),
});

/** The pods of one version of a deployment. */
export type ReplicaSet = z.output<typeof replicaSetSchema>;

const workloadSchema = z.looseObject({
  metadata: metadataSchema,
  spec: z
    .looseObject({
      selector: z
        .looseObject({ matchLabels: labels })
        .nullish()
        .catch(undefined),
    })
    .nullish()
    .catch(undefined),
  status: z
    .looseObject({
      conditions: z
        .array(
          z.looseObject({
            type: z.string(),
            status: text,
            reason: text,
            message: text,
            lastUpdateTime: time,
            lastTransitionTime: time,
          }),
        )
        .nullish()
        .catch(undefined),
    })
    .nullish()
    .catch(undefined),
});

/** A deployment, stateful set or daemon set. */
export type Workload = z.output<typeof workloadSchema> & { kind: string };

export const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'] as const;

/** Objects by what is made of them. */
export class KubernetesObjects {
  readonly events: KubernetesEvent[] = [];
  readonly replicaSets: ReplicaSet[] = [];
  readonly workloads: Workload[] = [];
  /** Objects that could not be read. */
  unreadable = 0;
  /** Objects of which nothing is made, by their kind. */
  readonly others = new Map<string, number>();

  add(kind: string, object: unknown): void {
    if (kind === 'Event') {
      this.#take(eventSchema, object, event => this.events.push(event));
    } else if (kind === 'ReplicaSet') {
      this.#take(replicaSetSchema, object, one => this.replicaSets.push(one));
    } else if (WORKLOADS.some(one => one === kind)) {
      this.#take(workloadSchema, object, one =>
        this.workloads.push({ ...one, kind }),
      );
    } else if (kind === '') {
      this.unreadable += 1;
    } else {
      this.others.set(kind, (this.others.get(kind) ?? 0) + 1);
    }
  }

  #take<T>(schema: z.ZodType<T>, object: unknown, take: (one: T) => void) {
    const parsed = schema.safeParse(object);
    if (parsed.success) take(parsed.data);
    else this.unreadable += 1;
  }
}

const listSchema = z.looseObject({
  kind: z.string(),
  items: z.array(z.unknown()),
});
const objectSchema = z.looseObject({ kind: z.string() });

/**
 * Adds an object, or all of a list: of `kubectl get -o json`, or of the API, whose
 * items do not say what they are.
 *
 * @returns whether it is any
 */
export function addAll(objects: KubernetesObjects, json: unknown): boolean {
  const list = listSchema.safeParse(json).data;
  if (list) {
    const kind = list.kind.replace(/List$/, '');
    for (const item of list.items) {
      objects.add(objectSchema.safeParse(item).data?.kind ?? kind, item);
    }
    return true;
  }
  const object = objectSchema.safeParse(json).data;
  if (object) objects.add(object.kind, object);
  return object !== undefined;
}
