import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { IncidentAccess } from '@postmortems/backstage-plugin-postmortems-node';
import type { AlertIntake } from '../incidents/AlertIntake';
import type { AlertStore } from '../incidents/AlertStore';
import type { Muted, Sender, TrackedAlert } from '../incidents/TrackedAlert';
import { isUnevaluatedRule, ruleInstanceOf } from '../incidents/unevaluated';
import type { PrometheusClient } from '../metrics/PrometheusClient';
import {
  identifyAlert,
  parseNotification,
  readLabels,
} from '../webhook/payload';
import type {
  AlertmanagerClient,
  CurrentAlert,
  CurrentGroup,
} from './AlertmanagerClient';
import { type LastFiring, lastFirings } from './lastFiring';

/** Open alerts looked after at once; the others wait for the next time. */
const MAX_OPEN = 5000;
/** An end may be on its way for this long, in milliseconds. */
const GRACE_MS = 5 * 60_000;

/** What only Grafana can be asked. */
type GrafanaQuestions = {
  /** The organisation of the token; alerts of others are not in any answer. */
  orgId(signal: AbortSignal): Promise<number>;
  /** Whether alerts may fire that nobody is notified of, and no answer says so. */
  hasMuteTimings(signal: AbortSignal): Promise<boolean>;
  /** When alerts ended, of those whose end its state history has. */
  endsOf(
    lastSigns: { alert: TrackedAlert; at: string }[],
    signal: AbortSignal,
  ): Promise<Map<TrackedAlert, string>>;
};

type Current = { groups: CurrentGroup[]; orgId?: number };

/**
 * Asks what the webhook cannot tell: which alerts fire whose notification was
 * missed, and which have ended without one, because they were silenced or
 * inhibited, or because nobody listened.
 */
export class AlertPoller {
  readonly #alerts: AlertStore;
  readonly #intake: AlertIntake;
  readonly #alertmanagers: AlertmanagerClient[];
  readonly #prometheus: PrometheusClient[];
  readonly #sender: Sender;
  readonly #toSent: (alert: CurrentAlert) => object;
  readonly #grafana?: GrafanaQuestions;
  readonly #logger: LoggerService;
  readonly #graceMs: number;

  constructor(options: {
    sender: Sender;
    alertmanagers: AlertmanagerClient[];
    prometheus: PrometheusClient[];
    /** An alert as it would have been notified. */
    toSent?: (alert: CurrentAlert) => object;
    grafana?: GrafanaQuestions;
    alerts: AlertStore;
    intake: AlertIntake;
    logger: LoggerService;
    graceMs?: number;
  }) {
    this.#sender = options.sender;
    this.#grafana = options.grafana;
    this.#toSent = options.toSent ?? (alert => alert);
    this.#alerts = options.alerts;
    this.#intake = options.intake;
    this.#logger = options.logger;
    this.#graceMs = options.graceMs ?? GRACE_MS;
    this.#alertmanagers = options.alertmanagers;
    this.#prometheus = options.prometheus;
  }

  async run(access: IncidentAccess, signal: AbortSignal): Promise<void> {
    const now = new Date();
    const open = await this.#alerts.listOpen({ limit: MAX_OPEN });
    const current = await this.#currentGroups(signal);
    const asked = open.filter(one => isOfOrg(one, current?.orgId));
    // The last of equal keys counts: that of our receiver
    const byReceiver = [...(current?.groups ?? [])].sort(
      (a, b) => Number(a.isOurs) - Number(b.isOurs),
    );
    const firing = new Map<string, Muted | undefined>(
      byReceiver.flatMap(({ alerts }) =>
        alerts.map(one => [idOf(identifyAlert(one)), one.muted] as const),
      ),
    );
    const unevaluated = new Set(
      byReceiver.flatMap(({ alerts }) =>
        alerts
          .map(one => readLabels(one.labels))
          .filter(isUnevaluatedRule)
          .map(ruleInstanceOf),
      ),
    );
    const changed = new Set<string>();
    const due: TrackedAlert[] = [];
    for (const alert of asked) {
      const { fingerprint } = alert;
      const id = [idOf(alert), idOf({ fingerprint })].find(one =>
        firing.has(one),
      );
      if (id !== undefined) {
        const firingAt = now.toISOString();
        const muted = firing.get(id);
        await this.#alerts.recordAnswer(alert, { firingAt, muted });
      } else if (
        isDue(alert, now, this.#graceMs) &&
        !unevaluated.has(ruleInstanceOf(alert.labels))
      ) {
        due.push(alert);
      }
    }
    for (const { incidentKey } of open) changed.add(incidentKey);
    await this.#settle(due, { now, signal, isGone: Boolean(current) });
    await this.#forEach(changed, 'incidents of alerts', signal, key =>
      this.#intake.refresh({ key, now, access }),
    );
    const ours = current?.groups.filter(({ isOurs }) => isOurs) ?? [];
    if (ours.length === 0) return;
    const openOnes = new Set(asked.map(({ fingerprint }) => fingerprint));
    const mayBeMuted = await this.#grafana?.hasMuteTimings(signal);
    await this.#forEach(ours, 'groups of alerts', signal, async group => {
      if (mayBeMuted && !isNotifiedNow(group, openOnes)) return;
      const { orgId } = current!;
      await this.#takeMissed({ group, orgId, openOnes, now, access });
    });
  }

  /** What fails for one is tried again with the next poll, and ends no other. */
  async #forEach<T>(
    items: Iterable<T>,
    what: string,
    signal: AbortSignal,
    work: (item: T) => Promise<void>,
  ): Promise<void> {
    const errors: unknown[] = [];
    for (const item of items) {
      signal.throwIfAborted();
      await work(item).catch(error => errors.push(error));
    }
    if (errors.length === 0) return;
    this.#logger.warn(
      `${
        errors.length
      } ${what} could not be brought up to date: ${stringifyError(errors[0])}`,
    );
  }

  /** `undefined` when nobody can be asked, or not everybody answered. */
  async #currentGroups(signal: AbortSignal): Promise<Current | undefined> {
    if (this.#alertmanagers.length === 0) return undefined;
    try {
      const answers = await Promise.all(
        this.#alertmanagers.map(one => one.currentGroups({ signal })),
      );
      return {
        groups: answers.flat(),
        orgId: await this.#grafana?.orgId(signal),
      };
    } catch (error) {
      this.#logger.warn(
        `Alerts could not be asked for: ${stringifyError(error)}`,
      );
      return undefined;
    }
  }

  /** Prometheus knows when an alert ended; who notifies knows only that it did. */
  async #settle(
    alerts: TrackedAlert[],
    options: { now: Date; signal: AbortSignal; isGone: boolean },
  ): Promise<void> {
    const found = await this.#askPrometheus(alerts, options);
    const gone = options.isGone ? alerts.filter(one => !found.has(one)) : [];
    const ends = await this.#askHistory(gone, options.signal);
    for (const alert of alerts) {
      const last = found.get(alert);
      if (last) {
        const at = last.at.toISOString();
        await this.#alerts.recordAnswer(
          alert,
          last.isStillFiring
            ? { firingAt: at }
            : { assumedEnd: at, assumedFrom: 'Prometheus' },
        );
      } else if (options.isGone) {
        await this.#alerts.recordAnswer(alert, {
          assumedEnd: ends?.get(alert) ?? lastSignOf(alert),
          assumedFrom: ends?.has(alert) ? 'state history' : this.#sender,
        });
      }
    }
  }

  async #askHistory(alerts: TrackedAlert[], signal: AbortSignal) {
    if (alerts.length === 0) return undefined;
    const lastSigns = alerts.map(alert => ({ alert, at: lastSignOf(alert) }));
    try {
      return await this.#grafana?.endsOf(lastSigns, signal);
    } catch (error) {
      this.#logger.warn(
        `The state history could not be asked for ends: ${stringifyError(
          error,
        )}`,
      );
      return undefined;
    }
  }

  /** One query for all alerts of a name. */
  async #askPrometheus(
    alerts: TrackedAlert[],
    options: { now: Date; signal: AbortSignal },
  ): Promise<Map<TrackedAlert, LastFiring>> {
    const found = new Map<TrackedAlert, LastFiring>();
    const names = new Set(alerts.map(({ name }) => name));
    for (const client of this.#prometheus) {
      for (const name of names) {
        const named = alerts.filter(
          one => one.name === name && !found.has(one),
        );
        if (named.length === 0 || options.signal.aborted) continue;
        try {
          const request = { client, name, alerts: named, ...options };
          for await (const [alert, last] of lastFirings(request)) {
            found.set(alert, last);
          }
        } catch (error) {
          this.#logger.warn(
            `The end of ${name} could not be asked for: ${stringifyError(
              error,
            )}`,
          );
        }
      }
    }
    return found;
  }

  /** Alerts that fire and that no notification was processed for. */
  async #takeMissed(options: {
    group: CurrentGroup;
    orgId?: number;
    /** Fingerprints of the alerts that are open. */
    openOnes: ReadonlySet<string>;
    now: Date;
    access: IncidentAccess;
  }) {
    const { group, orgId, openOnes, now, access } = options;
    const active = group.alerts.filter(alert => {
      const { fingerprint, startsAt } = identifyAlert(alert);
      // Its first notification, which tells more, may be on its way
      if (startsAt && now.getTime() - Date.parse(startsAt) < this.#graceMs) {
        return false;
      }
      // One without a start would begin anew with each poll
      const isNews = startsAt !== undefined || !openOnes.has(fingerprint);
      return alert.status.state === 'active' && isNews;
    });
    if (active.length === 0) return;
    const groupLabels = readLabels(group.labels);
    const notification = parseNotification(
      {
        groupKey: await this.#alerts.findGroupKey({ groupLabels, orgId }),
        orgId,
        groupLabels,
        receiver: group.receiver.name,
        alerts: active.map(alert => ({
          ...this.#toSent(alert),
          status: 'firing',
        })),
      },
      now,
    );
    const fingerprints = notification.alerts.map(one => one.fingerprint);
    const known = await this.#alerts.listKnown({ fingerprints });
    const settled = new Set(
      known
        .filter(
          one =>
            isOfOrg(one, orgId) &&
            !one.assumedFrom &&
            (one.firingApplied || one.endApplied),
        )
        .map(idOf),
    );
    const isMissed = notification.alerts.some(
      alert => !settled.has(idOf(alert)) && !this.#intake.isIgnored(alert),
    );
    if (!isMissed) return;
    await this.#intake.take({
      notification,
      receivedAt: now,
      isComplete: false,
      access,
    });
  }
}

/** Of an alert whose start cannot be read, the fingerprint alone. */
function idOf(alert: { fingerprint: string; startsAt?: string }) {
  return `${alert.fingerprint} ${alert.startsAt ?? ''}`;
}

function isOfOrg(alert: TrackedAlert, orgId: number | undefined): boolean {
  return (
    orgId === undefined || alert.orgId === undefined || alert.orgId === orgId
  );
}

/** Whether an alert of the group is open, so that its notifications are not muted. */
function isNotifiedNow(group: CurrentGroup, openOnes: ReadonlySet<string>) {
  return group.alerts.some(one => openOnes.has(identifyAlert(one).fingerprint));
}

function lastSignOf(alert: TrackedAlert): string {
  const { confirmedAt = '', listedAt = '', beganAt } = alert;
  return [confirmedAt, listedAt, beganAt].sort().at(-1)!;
}

function isDue(alert: TrackedAlert, now: Date, graceMs: number) {
  return now.getTime() - Date.parse(lastSignOf(alert)) > graceMs;
}
