import { isoTimeSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';

/** Names of Kubernetes. */
const name = z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/);
const text = z.string().nullish().catch(undefined);
const time = isoTimeSchema.nullish().catch(undefined);
const initiator = z
  .looseObject({
    username: text,
    automated: z.boolean().nullish().catch(undefined),
  })
  .nullish()
  .catch(undefined);

const revisionFields = {
  /** Empty where a sync failed before it was known. */
  revision: text,
  /** Of applications with several sources. */
  revisions: z.array(z.string()).nullish().catch(undefined),
};

const historyEntrySchema = z.looseObject({
  ...revisionFields,
  deployStartedAt: time,
  deployedAt: isoTimeSchema,
  initiatedBy: initiator,
});

/** A sync that was done. */
export type HistoryEntry = z.output<typeof historyEntrySchema>;

const history = z
  .array(z.unknown())
  .nullish()
  .catch([])
  .transform(entries =>
    (entries ?? []).flatMap(
      entry => historyEntrySchema.safeParse(entry).data ?? [],
    ),
  );

/** What is told of an application, by a notification or by the API. */
const applicationSchema = z.looseObject({
  app: name,
  /** Of the application itself, where not all are in that of Argo CD. */
  appNamespace: name.nullish().catch(undefined),
  project: text,
  /** Where it is deployed. */
  cluster: text,
  namespace: text,
  health: text,
  healthMessage: text,
  healthSince: time,
  /** Of the last sync. */
  phase: text,
  message: text,
  startedAt: time,
  finishedAt: time,
  initiatedBy: initiator,
  /** Such a sync only looks what it would do. */
  dryRun: z.boolean().nullish().catch(undefined),
  /** What a sync was limited to; none means all. */
  resources: z
    .array(z.looseObject({ kind: text, name: text }))
    .nullish()
    .catch(undefined),
  ...revisionFields,
  history,
});

export type Application = z.output<typeof applicationSchema>;

/**
 * Reads a notification as the documentation tells people to configure it.
 *
 * @returns `undefined` for what is none
 */
export function readNotification(json: unknown): Application | undefined {
  return applicationSchema.safeParse(json).data;
}

const loose = z.looseObject({}).nullish().catch(undefined);

const apiSchema = z.looseObject({
  metadata: z.looseObject({ name, namespace: text }),
  spec: z
    .looseObject({
      project: text,
      destination: z
        .looseObject({ server: text, name: text, namespace: text })
        .nullish()
        .catch(undefined),
    })
    .nullish()
    .catch(undefined),
  status: z
    .looseObject({
      health: loose,
      operationState: z
        .looseObject({
          syncResult: loose,
          operation: z
            .looseObject({ initiatedBy: initiator, sync: loose })
            .nullish(),
        })
        .nullish()
        .catch(undefined),
      history: z.unknown(),
    })
    .nullish()
    .catch(undefined),
});

/**
 * Reads an Application of the API (`v1alpha1Application` of Argo CD's description).
 *
 * @returns `undefined` for what is none
 */
export function readApplication(json: unknown): Application | undefined {
  const parsed = apiSchema.safeParse(json).data;
  if (!parsed) return undefined;
  const { metadata, spec, status } = parsed;
  const { health, operationState: operation } = status ?? {};
  const destination = spec?.destination;
  return readNotification({
    app: metadata.name,
    appNamespace: metadata.namespace,
    project: spec?.project,
    cluster: destination?.name || destination?.server,
    namespace: destination?.namespace,
    health: health?.status,
    healthMessage: health?.message,
    healthSince: health?.lastTransitionTime,
    phase: operation?.phase,
    message: operation?.message,
    startedAt: operation?.startedAt,
    finishedAt: operation?.finishedAt,
    initiatedBy: operation?.operation?.initiatedBy,
    dryRun: operation?.operation?.sync?.dryRun,
    resources: operation?.operation?.sync?.resources,
    revision: operation?.syncResult?.revision,
    revisions: operation?.syncResult?.revisions,
    history: status?.history,
  });
}
