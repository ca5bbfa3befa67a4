import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import {
  type IncidentAccess,
  mapSeverity,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { ServiceResolver } from '../catalog/ServiceResolver';
import type { AlertRules } from '../config/parts';
import { metricTask } from '../metrics/metricTask';
import type { Notification, NotifiedAlert } from '../webhook/payload';
import {
  isUnapplied,
  toAlertEvidence,
  toAssumedEndEvidence,
} from './alertEvidence';
import type { AlertStore } from './AlertStore';
import { toIncident, toIncidentPatch } from './incidentFromAlerts';
import { noticesOf } from './noticesOf';
import type { Sender, TrackedAlert } from './TrackedAlert';

/** Evidence nodes added with one call. */
const CHUNK = 1000;

/** Creates, extends and resolves the incidents of alerts, however they came. */
export class AlertIntake {
  readonly #provider: string;
  readonly #sender: Sender;
  readonly #config: AlertRules;
  readonly #pullsMetrics: boolean;
  readonly #alerts: AlertStore;
  readonly #services: ServiceResolver;
  readonly #logger: LoggerService;

  constructor(options: {
    provider: string;
    sender: Sender;
    config: AlertRules;
    /** Whether metrics of its own are pulled for each incident. */
    pullsMetrics: boolean;
    alerts: AlertStore;
    services: ServiceResolver;
    logger: LoggerService;
  }) {
    this.#provider = options.provider;
    this.#sender = options.sender;
    this.#pullsMetrics = options.pullsMetrics;
    this.#config = options.config;
    this.#alerts = options.alerts;
    this.#services = options.services;
    this.#logger = options.logger;
  }

  /** Whether it is a signal that nothing is wrong, as a heartbeat is. */
  isIgnored({ labels }: { labels: Record<string, string> }): boolean {
    const { ignoredAlerts, severityLabel, severities } = this.#config;
    return (
      ignoredAlerts.includes(labels.alertname ?? '') ||
      mapSeverity(labels[severityLabel] ?? '', severities) === 'none'
    );
  }

  /**
   * Takes a notification. Idempotent, and safe in any order.
   *
   * @param options - `isComplete`: it lists all that fires in its group
   */
  async take(options: {
    notification: Notification;
    receivedAt: Date;
    isComplete: boolean;
    access: IncidentAccess;
  }): Promise<void> {
    const { receivedAt, isComplete, access } = options;
    const notification = {
      ...options.notification,
      alerts: options.notification.alerts.filter(one => !this.isIgnored(one)),
    };
    const { alerts, leftOut, truncatedAlerts } = notification;
    if (alerts.length === 0) return;
    if (leftOut + truncatedAlerts > 0) {
      alerts[0].oddities.push(
        `${
          leftOut + truncatedAlerts
        } more alerts of its notification are not shown here.`,
      );
    }
    const services = await this.#services.resolveAll(alerts);
    const touched = await this.#alerts.record({
      groupKey: notification.groupKey,
      groupLabels: notification.groupLabels,
      orgId: notification.orgId,
      receivedAt,
      isComplete: isComplete && leftOut + truncatedAlerts === 0,
      alerts: alerts.map((alert, index) => ({
        alert,
        service: services[index],
      })),
    });
    for (const [key, tracked] of touched) {
      await this.#apply({ key, tracked, notification, receivedAt, access });
    }
  }

  /** Brings what asking found out about an incident's alerts into it. */
  async refresh(options: {
    key: string;
    now: Date;
    access: IncidentAccess;
  }): Promise<void> {
    const { key, now, access } = options;
    const tracked = await this.#alerts.listAlerts({ incidentKey: key });
    const incident = await access.findIncident(key);
    if (!incident || tracked.length === 0) return;
    if (incident.erased) {
      await this.#stopAsking(tracked);
      return;
    }
    const config = this.#config;
    const sender = this.#sender;
    const patch = toIncidentPatch({ incident, alerts: tracked, config });
    if (patch) await access.updateIncident(key, patch);
    const provider = this.#provider;
    const ended = tracked.filter(one => one.endApplied !== one.endsAt);
    const nodes = ended.flatMap(one =>
      toAssumedEndEvidence({ tracked: one, provider }),
    );
    await this.#addEvidence(access, key, nodes);
    await access.setNotices(
      key,
      noticesOf({ alerts: tracked, config, sender, now }),
    );
    if (nodes.length === 0) return;
    await this.#alerts.markApplied({
      alerts: ended.map(one => ({ ...one, endApplied: one.endsAt })),
    });
  }

  async #apply(options: {
    key: string;
    tracked: TrackedAlert[];
    notification: Notification;
    receivedAt: Date;
    access: IncidentAccess;
  }) {
    const { key, tracked, notification, receivedAt, access } = options;
    const config = this.#config;
    const incident =
      (await access.findIncident(key)) ??
      (await access.createIncident(
        toIncident({ key, alerts: tracked, notification, config }),
      ));
    if (incident.erased) {
      await this.#alerts.rewriteStored({
        incidentKey: key,
        rewrite: () => '[erased]',
      });
      return;
    }
    const patch = toIncidentPatch({ incident, alerts: tracked, config });
    if (patch) await access.updateIncident(key, patch);

    const byId = new Map(tracked.map(one => [idOf(one), one]));
    const news = notification.alerts.flatMap(notified => {
      const own = byId.get(idOf(notified));
      return own && isUnapplied(notified, own) ? [{ notified, own }] : [];
    });
    await this.#addEvidence(
      access,
      key,
      news.map(({ notified, own }) =>
        toAlertEvidence({
          notified,
          tracked: own,
          groupKey: notification.groupKey,
          provider: this.#provider,
        }),
      ),
    );
    await access.setNotices(
      key,
      noticesOf({
        alerts: tracked,
        config,
        sender: this.#sender,
        now: receivedAt,
      }),
    );
    if (this.#pullsMetrics) {
      await access.enqueueTask(metricTask({ key, tracked, receivedAt }));
    }
    await this.#alerts.markApplied({
      alerts: news.map(({ notified, own }) => ({
        ...own,
        firingApplied: notified.status === 'firing',
        endApplied: notified.endsAt,
      })),
    });
  }

  /** Nothing is left by which open alerts could be asked for. */
  async #stopAsking(tracked: readonly TrackedAlert[]) {
    for (const alert of tracked) {
      if (alert.endsAt) continue;
      await this.#alerts.recordAnswer(alert, {
        assumedEnd: alert.activeUntil,
        assumedFrom: this.#sender,
      });
    }
  }

  async #addEvidence(
    access: IncidentAccess,
    key: string,
    nodes: SubmitEvidenceNode[],
  ) {
    for (let start = 0; start < nodes.length; start += CHUNK) {
      const { outcomes } = await access.addEvidence(
        key,
        nodes.slice(start, start + CHUNK),
      );
      for (const outcome of outcomes) {
        if (outcome.status !== 'rejected') continue;
        const reasons = outcome.errors.map(e => `${e.path}: ${e.message}`);
        this.#logger.warn(
          `Evidence ${
            outcome.id ?? outcome.index
          } of ${key} was rejected: ${reasons.join('; ')}`,
        );
      }
    }
  }
}

function idOf(alert: Pick<NotifiedAlert, 'fingerprint' | 'startsAt'>) {
  return `${alert.fingerprint} ${alert.startsAt}`;
}
