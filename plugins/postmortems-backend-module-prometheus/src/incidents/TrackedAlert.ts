import type { MonitoredService } from '../metrics/planQueries';

/** An alert as it is stored between notifications. Fingerprint and start identify it. */
export type TrackedAlert = {
  fingerprint: string;
  startsAt: string;
  /** When it began by our clock. */
  beganAt: string;
  /** The latest end that is known, or assumed. */
  endsAt?: string;
  /** Where an end comes from that nobody notified. */
  assumedFrom?: AssumedFrom;
  /** An end that was assumed before a better one was known. */
  assumedEnd?: string;
  /** The last moment at which it is known to have fired. */
  activeUntil: string;
  /** When it was last notified as firing. */
  listedAt?: string;
  /** When a notification of its group last left it out. */
  unlistedAt?: string;
  /** When asking last found it firing. */
  confirmedAt?: string;
  /** Why nobody is notified of it, as asking found. */
  muted?: Muted;
  incidentKey: string;
  /** The organisation of Grafana that it is of. */
  orgId?: number;
  name: string;
  labels: Record<string, string>;
  service: MonitoredService;
  /** PromQL from the link of the alert. */
  expression?: string;
  /** What was wrong with it and how it was taken. */
  oddities: string[];
  /** Whether its firing is part of the incident. */
  firingApplied: boolean;
  /** The end that is part of the incident. */
  endApplied?: string;
};

/**
 * Who tells of the end: the next alert of the same fingerprint, or who was asked.
 */
export type AssumedFrom =
  | 'next alert'
  | 'Prometheus'
  | 'state history'
  | Sender;

/** Who notifies, as readers know it. */
export type Sender = 'Alertmanager' | 'Grafana';

export type MutedBy = 'silence' | 'inhibition' | 'mute timing';

/** `until` is known of silences. */
export type Muted = { by: MutedBy; until?: string };
