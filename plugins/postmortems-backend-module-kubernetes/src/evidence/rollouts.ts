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

/** A replica set with its place among those of its deployment. */
type Version = {
  set: ReplicaSet;
  deployment: string;
  /** When it was made, and what it is now; a rollback makes it the newest. */
  first: number;
  current: number;
  images: Map<string, string>;
};

/**
 * The rollouts that replica sets are left of. A deployment that was taken back to an
 * earlier one is told where the deployment itself is there, which knows when.
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
    const made = [...versions].sort((a, b) => a.first - b.first);
    const nodes = made.map((version, index) =>
      toNode(version, made[index - 1], { serviceOf, origin }),
    );
    const back = rollbackOf(versions, objects.workloads);
    return back
      ? [
          ...nodes,
          toNode(back.version, back.before, { serviceOf, origin, at: back.at }),
        ]
      : nodes;
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
  const [earliest] = (annotations?.[EARLIER_REVISIONS] ?? '').split(',');
  const containers = set.spec?.template?.spec?.containers ?? [];
  return {
    set,
    deployment: owner.name || name,
    first: Number.parseInt(earliest, 10) || current,
    current,
    images: new Map(containers.map(one => [one.name, one.image ?? ''])),
  };
}

/** The newest version, when it was made before others: then somebody went back to it. */
function rollbackOf(
  versions: readonly Version[],
  workloads: readonly Workload[],
) {
  const [version, before] = [...versions].sort((a, b) => b.current - a.current);
  if (!before || version.first === version.current) return undefined;
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
  const at = progress?.lastUpdateTime ?? progress?.lastTransitionTime;
  return at ? { version, before, at } : undefined;
}

function toNode(
  version: Version,
  before: Version | undefined,
  options: {
    serviceOf: (object: Owned) => string;
    origin: Origin;
    /** Of a rollback. */
    at?: string;
  },
): SubmitEvidenceNode {
  const { serviceOf, origin, at } = options;
  const { set, deployment: name, images } = version;
  const { namespace, uid, labels, annotations } = set.metadata;
  const timestamp = at ?? set.metadata.creationTimestamp;
  const revision = at ? version.current : version.first;
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
  const description =
    cause ||
    (before && changed.length === 0
      ? 'The template of its pods changed, and their images did not'
      : undefined);
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
