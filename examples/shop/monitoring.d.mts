/** A Prometheus and an Alertmanager that run. */
export interface Monitoring {
  /** Prometheus, without a trailing slash. */
  url: string;
  stop(): Promise<void>;
}

export function startMonitoring(options: {
  targets: string[];
  /** Called by Alertmanager. */
  webhook: string;
  /** Bearer token of the webhook. */
  token: string;
  /** Of Prometheus; a free one if absent. */
  port?: number;
}): Promise<Monitoring>;
