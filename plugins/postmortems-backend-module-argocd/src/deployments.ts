import {
  cutText,
  MAX_CLOCK_SKEW_MS,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { createHash } from 'node:crypto';
import type { Application, HistoryEntry } from './api/application';
import type { ArgoCdConfig } from './config/config';

const MAX_TEXT = 4000;
/** Those of a partial sync that are named. */
const MAX_RESOURCES = 5;
const SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

type IdentifiedNode = SubmitEvidenceNode & { id: string };

type Placed = Pick<ArgoCdConfig, 'baseUrl' | 'environment'>;

/** A sync of an application. */
type Sync = {
  /** Ends of one sync have one start. */
  startedAt?: string | null;
  at: string;
  revisions: string[];
  previous?: string[];
  isRollback?: boolean;
  status: 'succeeded' | 'failed';
  message?: string | null;
  initiatedBy?: Application['initiatedBy'];
};

/**
 * The syncs of an application as deployments: those of its history, and the last one
 * where the history lacks it, because it failed or the history is not told. A sync that
 * is not finished is none yet, whatever its phase says: its hooks may still fail. A dry
 * run is none either, and Argo CD keeps neither it nor a partial sync in the history.
 *
 * @param service - entity ref, or the application's name
 */
export function deploymentNodes(
  app: Application,
  service: string,
  placed: Placed,
): IdentifiedNode[] {
  const syncs = syncsOf(app.history);
  const last = lastSync(app);
  const isInHistory =
    last?.status === 'succeeded' &&
    app.history.some(
      ({ deployedAt }) => deployedAt >= (last.startedAt ?? last.at),
    );
  if (last && !isInHistory) {
    const before = syncs.filter(({ at }) => at < last.at).at(-1);
    syncs.push({ ...last, previous: before?.revisions });
  }
  return syncs.map(sync => toNode(sync, app, service, placed));
}

/** That an application is degraded, by its health; `undefined` while it is not. */
export function healthNode(
  app: Application,
  service: string,
  options: Placed & { now: Date },
): IdentifiedNode | undefined {
  if (app.health !== 'Degraded' && app.health !== 'Missing') return undefined;
  const { now } = options;
  const at = notAhead(app.healthSince ?? now.toISOString(), now);
  return {
    ...common(app, service, options),
    sourceType: 'telemetry',
    id: `argocd/health/${idOf(app, options)}/${Date.parse(at)}`,
    timestamp: at,
    payload: {
      kind: 'event',
      reason: app.health,
      message: cutText(
        `Application ${app.app} became ${app.health}${
          app.healthMessage ? `: ${app.healthMessage}` : ''
        }`,
        MAX_TEXT,
      ),
      application: app.app,
    },
  };
}

/**
 * A time as it is, unless Argo CD's clock is so far ahead that evidence would be
 * refused: notification and collection give the same node then.
 */
export function notAhead(time: string, now: Date): string {
  const isAhead = Date.parse(time) > now.getTime() + MAX_CLOCK_SKEW_MS;
  return isAhead ? now.toISOString() : time;
}

function lastSync(app: Application): Sync | undefined {
  const { phase, finishedAt, startedAt, message, initiatedBy, dryRun } = app;
  if (!finishedAt || dryRun) return undefined;
  const failed = phase === 'Failed' || phase === 'Error';
  if (!failed && phase !== 'Succeeded') return undefined;
  return {
    startedAt,
    at: finishedAt,
    revisions: revisionsOf(app),
    status: failed ? 'failed' : 'succeeded',
    message: [partOf(app), failed ? message?.trim() : undefined]
      .filter(Boolean)
      .join(': '),
    initiatedBy,
  };
}

/** Of a sync that was limited to some resources, which. */
function partOf({ resources }: Application): string | undefined {
  if (!resources?.length) return undefined;
  const names = resources
    .slice(0, MAX_RESOURCES)
    .map(({ kind, name }) => `${kind}/${name}`);
  const more = resources.length - names.length;
  return `Limited to ${resources.length} resource${
    resources.length === 1 ? '' : 's'
  } (${names.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
}

/** In the order of time, each with what was there before it. */
function syncsOf(history: readonly HistoryEntry[]): Sync[] {
  const entries = [...history].sort((a, b) =>
    a.deployedAt < b.deployedAt ? -1 : 1,
  );
  return entries.map((entry, index) => {
    const revisions = revisionsOf(entry);
    const earlier = entries.slice(0, index).map(revisionsOf);
    const previous = earlier.at(-1);
    const isBack =
      previous !== undefined &&
      !isSame(previous, revisions) &&
      earlier.some(one => isSame(one, revisions));
    return {
      startedAt: entry.deployStartedAt,
      at: entry.deployedAt,
      revisions,
      previous,
      isRollback: isBack,
      status: 'succeeded',
      initiatedBy: entry.initiatedBy,
    };
  });
}

function toNode(
  sync: Sync,
  app: Application,
  service: string,
  placed: Placed,
): IdentifiedNode {
  const { revisions, previous, status, message, initiatedBy, at } = sync;
  const version = versionOf(revisions);
  const previousVersion =
    previous && !isSame(previous, revisions) ? versionOf(previous) : undefined;
  const author = initiatedBy?.username || undefined;
  const commit = revisions.length === 1 && SHA.test(revisions[0]);
  const started = sync.startedAt ?? at;
  return {
    ...common(app, service, placed),
    id: `argocd/sync/${idOf(app, placed)}/${Date.parse(started)}`,
    timestamp: at,
    payload: {
      kind: sync.isRollback ? 'rollback' : 'deployment',
      name: app.app,
      ...(version && { version }),
      ...(previousVersion && { previousVersion }),
      ...(placed.environment && { environment: placed.environment }),
      status,
      ...(author && { author }),
      ...(initiatedBy?.automated && { automated: true }),
      ...(commit && { commit: revisions[0] }),
      ...(revisions.length > 0 && { revisions }),
      ...(message?.trim() && {
        description: cutText(message.trim(), MAX_TEXT),
      }),
      ...(sync.startedAt && { startedAt: sync.startedAt }),
      application: app.app,
      ...(app.project && { project: app.project }),
      ...(app.cluster && { cluster: app.cluster }),
      ...(app.namespace && { namespace: app.namespace }),
    },
  };
}

function common(app: Application, service: string, { baseUrl }: Placed) {
  const path = [app.appNamespace, app.app].filter(Boolean).join('/');
  return {
    sourceType: 'deployment' as const,
    provider: 'argocd',
    sourceUrl: `${baseUrl}/applications/${path}`,
    metadata: { service },
  };
}

/** Applications of several instances have the same names. */
function idOf({ app, appNamespace }: Application, { baseUrl }: Placed): string {
  const text = [baseUrl, appNamespace ?? '', app].join(' ');
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return `${app.slice(0, 100)}/${digest}`;
}

function revisionsOf({
  revision,
  revisions,
}: Pick<HistoryEntry, 'revision' | 'revisions'>): string[] {
  const all = (revisions ?? []).filter(Boolean);
  return all.length > 0 ? all : [revision ?? ''].filter(Boolean);
}

/** Commits as people write them; other versions as they are. */
function versionOf(revisions: readonly string[]): string | undefined {
  const short = revisions.map(one => (SHA.test(one) ? one.slice(0, 7) : one));
  return short.length > 0 ? cutText(short.join(' + '), 200) : undefined;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}
