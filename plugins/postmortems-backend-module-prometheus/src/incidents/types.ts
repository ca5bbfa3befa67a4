import type { MonitoredService } from '../metrics/planQueries';
import type { NotifiedAlert } from '../webhook/payload';

/** An alert as it is remembered between notifications. Fingerprint and start identify it. */
export type TrackedAlert = {
  fingerprint: string;
  startsAt: string;
  /** When it ended, as far as is known. */
  endsAt?: string;
  incidentKey: string;
  name: string;
  labels: Record<string, string>;
  service: MonitoredService;
  /** PromQL that it says it comes from. */
  expression?: string;
  /** The incident has been told that it fired. */
  firingApplied: boolean;
  /** The end that the incident has been told. */
  endApplied?: string;
};

/** Remembers which alert belongs to which incident. */
export interface AlertStore {
  /**
   * Takes in what a notification says and answers with all alerts of each incident that it touches. Safe when two replicas work off
   * notifications of one group at once, and when notifications come late or twice.
   */
  record(options: {
    groupKey: string;
    alerts: { alert: NotifiedAlert; service: MonitoredService }[];
  }): Promise<Map<string, TrackedAlert[]>>;
  /** The incident has been told what a notification says. */
  markApplied(options: {
    groupKey: string;
    alerts: NotifiedAlert[];
  }): Promise<void>;
  alertsOf(options: { incidentKey: string }): Promise<TrackedAlert[]>;
}
