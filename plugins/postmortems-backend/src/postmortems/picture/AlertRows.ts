import {
  PICTURE_LIMITS,
  type AlertPayload,
  type EvidenceNode,
  type PictureAlertRow,
} from '@postmortems/backstage-plugin-postmortems-common';
import { serviceName } from '../../verification';
import { isoOf, type TimeWindow } from './window';

const MAX_NAME = 200;
/** Part of the window below which two bars of one row look like one. */
const SEEN_GAP = 1 / 300;

type Alert = {
  name: string;
  service: string;
  from: number;
  to?: number;
  evidence: PictureAlertRow['alerts'][number]['evidence'];
};

/** Alerts from their start to their end, gathered into as many rows as a picture has. */
export class AlertRows {
  readonly #window: TimeWindow;
  readonly #affected: ReadonlySet<string>;
  /** By alert and start, however often it was reported. */
  readonly #alerts = new Map<string, Alert>();
  /** The last start of each alert, for reports that name none. */
  readonly #latest = new Map<string, Alert>();

  constructor(options: { window: TimeWindow; affected: ReadonlySet<string> }) {
    this.#window = options.window;
    this.#affected = options.affected;
  }

  add({ id, timestamp, metadata }: EvidenceNode, payload: AlertPayload): void {
    const service = serviceName(metadata.service);
    const { alertName: name, status } = payload;
    const instance = JSON.stringify([name, service, payload.labels ?? {}]);
    const reported = Date.parse(timestamp);
    const startsAt = Date.parse(payload.startsAt ?? '');
    const latest = this.#latest.get(instance);
    const isOpen = latest !== undefined && latest.to === undefined;
    let start = startsAt;
    if (Number.isNaN(start)) start = isOpen ? latest.from : reported;
    const key = `${instance} ${start}`;
    let alert = this.#alerts.get(key);
    if (!alert) {
      alert = {
        name: name.slice(0, MAX_NAME),
        service: service.slice(0, MAX_NAME),
        from: start,
        evidence: {
          evidence: id,
          ...(!Number.isNaN(startsAt) && { pointer: '/startsAt' }),
        },
      };
      this.#alerts.set(key, alert);
      this.#latest.set(instance, alert);
    }
    if (status === 'resolved') {
      const end = Date.parse(payload.endsAt ?? '');
      alert.to = Math.max(alert.from, Number.isNaN(end) ? reported : end);
    }
  }

  /** Names of the alerts that were seen within the window. */
  names(): string[] {
    return [...new Set(this.#seen().map(({ name }) => name))];
  }

  /**
   * A row for each name, those of affected services first when there are too many;
   * the last row then has all others.
   */
  rows(): PictureAlertRow[] {
    const byName = new Map<string, Alert[]>();
    for (const alert of this.#seen()) {
      const same = byName.get(alert.name);
      if (same) same.push(alert);
      else byName.set(alert.name, [alert]);
    }
    const groups = [...byName.values()];
    if (groups.length <= PICTURE_LIMITS.alertRows) {
      return groups.map(alerts => this.#rowOf(alerts, alerts[0].name));
    }
    const isAffected = (alerts: Alert[]) =>
      alerts.some(({ service }) => this.#affected.has(service));
    const kept = new Set(
      [...groups]
        .sort((a, b) => Number(isAffected(b)) - Number(isAffected(a)))
        .slice(0, PICTURE_LIMITS.alertRows - 1),
    );
    return [
      ...groups
        .filter(alerts => kept.has(alerts))
        .map(alerts => this.#rowOf(alerts, alerts[0].name)),
      this.#rowOf(groups.filter(alerts => !kept.has(alerts)).flat(), undefined),
    ];
  }

  #seen(): Alert[] {
    const { from, to } = this.#window;
    return [...this.#alerts.values()]
      .filter(alert => alert.from <= to && (alert.to ?? to) >= from)
      .sort((a, b) => a.from - b.from);
  }

  #rowOf(alerts: Alert[], name: string | undefined): PictureAlertRow {
    const services = new Set(alerts.map(({ service }) => service));
    return {
      ...(name !== undefined && { name }),
      ...(services.size === 1 && { service: alerts[0].service }),
      count: alerts.length,
      alerts: this.#barsOf(alerts),
    };
  }

  #barsOf(alerts: readonly Alert[]): PictureAlertRow['alerts'] {
    const sorted = [...alerts].sort((a, b) => a.from - b.from);
    const seen = (this.#window.to - this.#window.from) * SEEN_GAP;
    let bars = joinBars(sorted, seen);
    const tooMany = bars.length - PICTURE_LIMITS.alertsInRow;
    if (tooMany > 0) {
      const gaps = bars
        .slice(1)
        .map(({ from }, index) => from - bars[index].to!)
        .sort((a, b) => a - b);
      bars = joinBars(sorted, gaps[tooMany - 1]);
    }
    return bars.map(({ from, to, count, evidence }) => ({
      from: isoOf(from),
      ...(to !== undefined && { to: isoOf(to) }),
      count,
      evidence,
    }));
  }
}

type Bar = Pick<Alert, 'from' | 'to' | 'evidence'> & { count: number };

/**
 * Alerts that overlap, or follow each other within the gap, become one bar. Only the
 * last bar can be without an end.
 */
function joinBars(alerts: readonly Alert[], gap: number): Bar[] {
  const bars: Bar[] = [];
  for (const { from, to, evidence } of alerts) {
    const last = bars[bars.length - 1];
    if (last && (last.to === undefined || from - last.to <= gap)) {
      last.count += 1;
      last.to =
        last.to === undefined || to === undefined
          ? undefined
          : Math.max(last.to, to);
    } else {
      bars.push({ from, to, evidence, count: 1 });
    }
  }
  return bars;
}
