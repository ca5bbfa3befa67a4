import { toError } from '@backstage/errors';
import type {
  Incident,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { CatalogUsers } from '@postmortems/backstage-plugin-postmortems-node';
import type { ServiceResolver } from '../catalog/ServiceResolver';
import type { AlertStore } from '../incidents/AlertStore';
import type { TrackedAlert } from '../incidents/TrackedAlert';
import {
  type Annotation,
  AnnotationsClient,
  MAX_LOOKED_AT,
} from './AnnotationsClient';
import type { GrafanaConfig } from './config';
import { GrafanaLinks } from './GrafanaLinks';
import {
  instanceOf,
  isNotified,
  isOf,
  toHistoryEvidence,
} from './historyEvidence';
import { hasTag, serviceOf, toMarkerEvidence } from './markerEvidence';
import type { OrganisationClient } from './OrganisationClient';
import { readStateChange, type StateChange } from './stateChange';

const DAY_MS = 86_400_000;

type Request = {
  incident: Pick<Incident, 'services'>;
  alerts: readonly TrackedAlert[];
  window: { from: Date; to: Date };
  signal: AbortSignal;
};

type Taken = { nodes: SubmitEvidenceNode[]; failures: string[] };

/** Takes the state history of alert rules and the marks on dashboards. */
export class HistoryCollector {
  readonly #config: GrafanaConfig;
  readonly #client: AnnotationsClient;
  readonly #links: GrafanaLinks;
  readonly #services: ServiceResolver;
  readonly #users: CatalogUsers;
  readonly #alerts: AlertStore;
  readonly #organisation: OrganisationClient;

  constructor(options: {
    config: GrafanaConfig;
    baseUrl: string;
    links: GrafanaLinks;
    services: ServiceResolver;
    users: CatalogUsers;
    alerts: AlertStore;
    organisation: OrganisationClient;
  }) {
    const { config, baseUrl } = options;
    this.#config = config;
    this.#client = new AnnotationsClient({ server: { ...config, baseUrl } });
    this.#links = options.links;
    this.#services = options.services;
    this.#users = options.users;
    this.#alerts = options.alerts;
    this.#organisation = options.organisation;
  }

  /** What could be read, and a message for each part that could not. */
  async collect(request: Request): Promise<Taken> {
    const parts = [
      { type: 'alert', what: 'the state history of alert rules' },
      { type: 'annotation', what: 'annotations' },
    ] as const;
    const nodes: SubmitEvidenceNode[] = [];
    const failures: string[] = [];
    const { limit } = this.#config.annotations;
    if (limit === 0) return { nodes, failures };
    for (const { type, what } of parts) {
      try {
        const { annotations, isCut, unreadable } = await this.#client.list({
          type,
          ...request.window,
          signal: request.signal,
        });
        const within = annotations.filter(({ time }) =>
          isWithin(time, request.window),
        );
        const found =
          type === 'alert'
            ? await this.#toHistory(within, request)
            : await this.#toMarkers(within, request);
        // The latest are the nearest to the end of the incident
        nodes.push(...found.slice(Math.max(0, found.length - limit)));
        if (found.length > limit) {
          failures.push(
            `${what}: only the latest ${limit} were taken; annotations.limit sets how many`,
          );
        }
        if (unreadable > 0) {
          failures.push(`${what}: ${unreadable} could not be read`);
        }
        if (isCut) {
          failures.push(
            `${what}: only the latest ${MAX_LOOKED_AT} of all services were looked through`,
          );
        }
      } catch (error) {
        failures.push(`${what}: ${toError(error).message}`);
      }
    }
    return { nodes, failures };
  }

  async #toHistory(
    annotations: Annotation[],
    { incident, alerts, signal }: Request,
  ): Promise<SubmitEvidenceNode[]> {
    const changes = await this.#withoutOffered(
      annotations.flatMap(one => readStateChange(one) ?? []),
      signal,
    );
    const resolved = new Map<string, string>();
    for (const change of changes) {
      const instance = instanceOf(change);
      if (resolved.has(instance)) continue;
      signal.throwIfAborted();
      const ref =
        ownerOf(change, alerts) ??
        (await this.#services.resolveAll([change]))[0].ref;
      resolved.set(instance, ref);
    }
    const began = new Map<string, string>();
    return changes.flatMap(change => {
      const service = resolved.get(instanceOf(change))!;
      if (!incident.services.includes(service)) return [];
      const since = began.get(instanceOf(change));
      if (change.to === 'alerting') began.set(instanceOf(change), change.at);
      if (isNotified(change, alerts)) return [];
      return toHistoryEvidence({
        change,
        service,
        since,
        links: this.#links,
        expiresAt: this.#expiryOf(change.annotation),
      });
    });
  }

  /** Without what the webhook offered already: that rules could not be evaluated. */
  async #withoutOffered(
    changes: StateChange[],
    signal: AbortSignal,
  ): Promise<StateChange[]> {
    if (!changes.some(isAboutEvaluation)) return changes;
    const orgId = await this.#organisation.orgId(signal).catch(() => undefined);
    const kept: StateChange[] = [];
    for (const change of changes) {
      const { rule, labels, at, to } = change;
      const isOffered =
        isAboutEvaluation(change) &&
        (await this.#alerts.isUnevaluatedKnown(
          {
            labels: { ...labels, alertname: rule },
            at,
            isOver: to === 'normal',
          },
          orgId,
        ));
      if (!isOffered) kept.push(change);
    }
    return kept;
  }

  async #toMarkers(
    annotations: Annotation[],
    { incident }: Request,
  ): Promise<SubmitEvidenceNode[]> {
    const names = (
      await Promise.all(
        incident.services.map(ref => this.#services.listMonitoringNames(ref)),
      )
    ).flat();
    const { deploymentTags } = this.#config.annotations;
    const nodes: SubmitEvidenceNode[] = [];
    for (const annotation of annotations) {
      const { service, isTagged } = serviceOf(annotation, names) ?? {};
      if (!service) continue;
      const isCertain =
        isTagged ||
        (hasTag(annotation.tags, deploymentTags) &&
          (await this.#services.listNamed(annotation.text)).length === 1);
      const { email, login } = annotation;
      const user = email ? await this.#users.find({ email }) : undefined;
      nodes.push(
        toMarkerEvidence({
          annotation,
          service,
          // A sentence may be about the deployment of another service
          deploymentTags: isCertain ? deploymentTags : [],
          author: user ?? login,
          links: this.#links,
          expiresAt: this.#expiryOf(annotation),
        }),
      );
    }
    return nodes;
  }

  #expiryOf({ time }: Annotation): string | undefined {
    const { retentionDays } = this.#config.annotations;
    return retentionDays === undefined
      ? undefined
      : new Date(time + retentionDays * DAY_MS).toISOString();
  }
}

/** Whether it tells that a rule could not be evaluated, or can again. */
function isAboutEvaluation({ from, to }: StateChange): boolean {
  return (
    to === 'no data' ||
    to === 'error' ||
    (to === 'normal' && from !== 'alerting')
  );
}

/** The service under which an alert of the rule is filed. */
function ownerOf(
  change: StateChange,
  alerts: readonly TrackedAlert[],
): string | undefined {
  return alerts.find(alert => isOf(change, alert))?.service.ref;
}

function isWithin(time: number, { from, to }: Request['window']) {
  return time >= from.getTime() && time <= to.getTime();
}
