export interface Config {
  postmortems?: {
    provenanceRouting?: {
      /** Blocks with another `platform` belong to other modules. A single one needs no list. */
      agentTraces?: AgentTraces | AgentTraces[];
      /** Telemetry that evidence comes from; each block names its platform. */
      telemetrySources?: TelemetrySource[];
    };
  };
}

interface AgentTraces {
  /** `opentelemetry` for this module. */
  platform: string;
  /**
   * SPDX expression: under which terms investigations may be passed on. It is kept and
   * exported with each.
   */
  license?: string;
  /**
   * Attribute of the resource, or of a span, that has the key of the incident.
   * Default: postmortems.incident
   */
  incidentAttribute?: string;
  /** Takes spans over OTLP/HTTP. Without it files can be uploaded. */
  webhook?: {
    /**
     * Secret that exporters send as `Authorization: Bearer <token>`.
     * @visibility secret
     */
    token: string;
  };
}

interface TelemetrySource {
  /** `opentelemetry` for this module. */
  platform: string;
  /** Takes logs and metrics over OTLP/HTTP. */
  webhook?: {
    /**
     * Secret that exporters send as `Authorization: Bearer <token>`.
     * @visibility secret
     */
    token?: string;
  };
  /** Default: both. */
  signals?: Array<'logs' | 'metrics'>;
  /** Log records below are left out. Default: warn */
  severity?: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
  /**
   * Names of metrics that are kept; `*` stands for any part. Default: http.server.*,
   * rpc.server.*, *error*, *.utilization and db.client.connection*. Other platforms
   * take queries here
   */
  metrics?: Array<string | object>;
  /**
   * What `deployment.environment.name` may be; `*` stands for any part. Records without
   * it are taken as well. Default: production, prod and live
   */
  environments?: string[];
  /** Minutes before the start of an incident that count, at most 120. Default: 30 */
  alertWindowMinutes?: number;
  /** Minutes after its end that count, at most 60. Default: 15 */
  recoveryMinutes?: number;
  /** For one incident. */
  limits?: {
    /** Groups of equal log lines of five minutes. Default: 1000 */
    logGroups?: number;
    /** Default: 100 */
    series?: number;
    /** One a minute is kept. Default: 1000 */
    pointsPerSeries?: number;
  };
}
