import {
  cutText,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { KubernetesObjects, ReplicaSet, Workload } from '../api/objects';
import { linkTo, type Origin } from './origin';

const REVISION = 'deployment.kubernetes.io/revision';
const EARLIER_REVISIONS = 'deployment.kubernetes.io/revision-history';
const CHANGE_CAUSE = 'kubernetes.io/change-cause';
const RESTARTED = 'kubectl.kubernetes.io/restartedAt';
const MAX_TEXT = 2000;

/** A replica set with its places among those of its deployment. */
type Version = {
  set: ReplicaSet;
  deployment: string;
  /** Ascending; each rollback to it gave it another one. */
  revisions: number[];
  images: Map<string, string>;
};

/** A version as the deployment had it for a time. */
type Revision = { number: number; version: Version };

/**
 * The rollouts that replica sets are left of. That a deployment was taken back to an
 * earlier one is told by the deployment itself, which knows when, as long as nothing
 * came after; later by the rollout that did.
 *
 * @param serviceOf - entity ref, or name, by the deployment
 */
export function rolloutNodes(
  objects: Pick<KubernetesObjects, 'replicaSets' | 'workloads'>,
  serviceOf: (object: Owned) => string,
  origin: Origin,
): SubmitEvidenceNode[] {
  const byDeployment = new Map<string, Version[]>();
  for (const set of objects.replicaSets) {
    const version = versionIn(set);
    if (!version) continue;
    const key = `${set.metadata.namespace}/${version.deployment}`;
    const others = byDeployment.get(key);
    if (others) others.push(version);
    else byDeployment.set(key, [version]);
  }
  return [...byDeployment.values()].flatMap(versions => {
    const all: Revision[] = versions
      .flatMap(version =>
        version.revisions.map(number => ({ number, version })),
      )
      .sort((a, b) => a.number - b.number);
    return all.flatMap((revision, index) => {
      const before = all[index - 1]?.version;
      const isLast = index === all.length - 1;
      if (isFirst(revision)) {
        const back = all[index - 1];
        const undated = back && !isFirst(back) ? back : undefined;
        return toNode(revision, before, { serviceOf, origin, undated });
      }
      const at = isLast && lastChangeOf(revision.version, objects.workloads);
      return at && before
        ? toNode(revision, before, { serviceOf, origin, at })
        : [];
    });
  });
}

/** What an object is of. */
export type Owned = {
  namespace: string;
  names: string[];
  labels?: Record<string, string> | null;
};

/** That a rollout got stuck, as the deployment says. */
export function stuckNodes(
  workloads: readonly Workload[],
  serviceOf: (object: Owned) => string,
  origin: Origin,
): SubmitEvidenceNode[] {
  return workloads.flatMap(({ kind, metadata, status }) =>
    (status?.conditions ?? []).flatMap(condition => {
      const { type, status: is, reason, message } = condition;
      const at = condition.lastTransitionTime;
      if (type !== 'Progressing' || is !== 'False' || !at) return [];
      const { name, namespace, uid, labels } = metadata;
      return {
        id: `kubernetes/stuck/${uid}/${Date.parse(at)}`,
        sourceType: 'telemetry' as const,
        provider: 'kubernetes',
        timestamp: at,
        ...linkTo(origin, { kind, namespace, name }),
        metadata: { service: serviceOf({ namespace, names: [name], labels }) },
        payload: {
          kind: 'event',
          reason: reason || 'NotProgressing',
          message: cutText(
            message?.trim() || `The rollout of ${name} does not go on`,
            MAX_TEXT,
          ),
          object: `${kind}/${name}`,
          namespace,
        },
      };
    }),
  );
}

function versionIn(set: ReplicaSet): Version | undefined {
  const { annotations, ownerReferences, name } = set.metadata;
  const owner = ownerReferences?.find(one => one.kind === 'Deployment');
  const current = Number(annotations?.[REVISION]);
  if (!owner || !Number.isSafeInteger(current)) return undefined;
  const earlier = (annotations?.[EARLIER_REVISIONS] ?? '')
    .split(',')
    .map(one => Number.parseInt(one, 10))
    .filter(one => one > 0);
  const containers = set.spec?.template?.spec?.containers ?? [];
  return {
    set,
    deployment: owner.name || name,
    revisions: [...new Set([...earlier, current])].sort((a, b) => a - b),
    images: new Map(containers.map(one => [one.name, one.image ?? ''])),
  };
}

/** Whether a version was made then; else somebody went back to it. */
function isFirst({ number, version }: Revision): boolean {
  return number === version.revisions[0];
}

/** When the deployment last changed, as it says itself. */
function lastChangeOf(
  version: Version,
  workloads: readonly Workload[],
): string | undefined {
  const { namespace } = version.set.metadata;
  const workload = workloads.find(
    ({ kind, metadata }) =>
      kind === 'Deployment' &&
      metadata.name === version.deployment &&
      metadata.namespace === namespace,
  );
  const progress = workload?.status?.conditions?.find(
    ({ type }) => type === 'Progressing',
  );
  return progress?.lastUpdateTime ?? progress?.lastTransitionTime ?? undefined;
}

function toNode(
  { number: revision, version }: Revision,
  before: Version | undefined,
  options: {
    serviceOf: (object: Owned) => string;
    origin: Origin;
    /** Of a rollback. */
    at?: string;
    /** A rollback before it, of which only the order is known. */
    undated?: Revision;
  },
): SubmitEvidenceNode {
  const { serviceOf, origin, at, undated } = options;
  const { set, deployment: name, images } = version;
  const { namespace, uid, labels, annotations } = set.metadata;
  const timestamp = at ?? set.metadata.creationTimestamp;
  const changed = [...images].filter(
    ([container, image]) => before?.images.get(container) !== image,
  );
  const cause = at ? undefined : annotations?.[CHANGE_CAUSE]?.trim();
  const common = {
    id: `kubernetes/rollout/${uid}/${revision}`,
    sourceType: 'deployment' as const,
    provider: 'kubernetes',
    timestamp,
    ...linkTo(origin, { kind: 'Deployment', namespace, name }),
    metadata: { service: serviceOf({ namespace, names: [name], labels }) },
  };
  const facts = {
    ...(origin.environment && { environment: origin.environment }),
    ...(origin.cluster && { cluster: origin.cluster }),
    namespace,
    revision,
    images: Object.fromEntries(images),
  };
  if (before && changed.length === 0 && isRestart(version, before)) {
    return {
      ...common,
      payload: {
        kind: 'event',
        reason: 'Restarted',
        message: `Deployment ${name} was restarted`,
        ...facts,
      },
    };
  }
  const described =
    cause ||
    (before && changed.length === 0
      ? 'The template of its pods changed, and their images did not'
      : undefined);
  const description = [described, undated && wentBack(undated)]
    .filter(Boolean)
    .join('. ');
  const kind = before && changed.length === 0 ? 'config_change' : 'deployment';
  const newest = tagsOf(changed);
  const previous = tagsOf(
    changed.flatMap(([container]): [string, string][] => {
      const image = before?.images.get(container);
      return image ? [[container, image]] : [];
    }),
  );
  return {
    ...common,
    payload: {
      kind: at ? 'rollback' : kind,
      name,
      ...(newest && { version: newest }),
      ...(previous && { previousVersion: previous }),
      ...(description && { description: cutText(description, MAX_TEXT) }),
      ...facts,
    },
  };
}

/** That somebody had gone back before, at a time that nothing tells any more. */
function wentBack({ number, version }: Revision): string {
  return `Before it, revision ${number} was a rollback to revision ${
    version.revisions[version.revisions.indexOf(number) - 1]
  } (${tagsOf([...version.images])})`;
}

function isRestart(version: Version, before: Version): boolean {
  const of = ({ set }: Version) =>
    set.spec?.template?.metadata?.annotations?.[RESTARTED];
  return of(version) !== undefined && of(version) !== of(before);
}

/** The tag of an image, or of several with their containers. */
function tagsOf(images: readonly [string, string][]): string {
  const tags = images.map(([container, image]) => {
    const tag = tagOf(image);
    return images.length === 1 ? tag : `${container}:${tag}`;
  });
  return cutText(tags.join(' + '), 200);
}

/** `2.4.1` of `shop.example.com:5000/checkout:2.4.1@sha256:…`. */
function tagOf(image: string): string {
  const [name, digest] = image.split('@');
  const tag = /:([^:/]+)$/.exec(name)?.[1];
  return tag ?? digest?.replace(/^sha256:/, '').slice(0, 12) ?? image;
}
