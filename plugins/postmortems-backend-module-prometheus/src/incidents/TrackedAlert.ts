import type { MonitoredService } from '../metrics/planQueries';

/** An alert as it is stored between notifications. Fingerprint and start identify it. */
export type TrackedAlert = {
  fingerprint: string;
  startsAt: string;
  /** The latest end that is known. */
  endsAt?: string;
  incidentKey: string;
  name: string;
  labels: Record<string, string>;
  service: MonitoredService;
  /** PromQL from the link of the alert. */
  expression?: string;
  /** Whether its firing is part of the incident. */
  firingApplied: boolean;
  /** The end that is part of the incident. */
  endApplied?: string;
};
