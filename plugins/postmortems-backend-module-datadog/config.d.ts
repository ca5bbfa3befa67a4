export interface Config {
  postmortems?: {
    provenanceRouting?: {
      /** Telemetry that evidence comes from; each block names its platform. */
      telemetrySources?: Array<{
        /** For Datadog: `datadog`. */
        platform: string;
        /** Site of the Datadog organisation. Default: datadoghq.com. */
        site?: string;
        /** Root of Datadog's API, for a proxy. Default: `https://api.<site>`. */
        apiUrl?: string;
        /** Root of Datadog's pages, for links. Default: by the site. */
        appUrl?: string;
        /**
         * An API key of the organisation.
         * @visibility secret
         */
        apiKey?: string;
        /**
         * An application key, with the scopes of what is asked for.
         * @visibility secret
         */
        appKey?: string;
        /** Value of the tag `env` to keep to, e.g. prod. Default: all. */
        env?: string;
        /**
         * Metrics for each service: names with a built-in query (error_rate,
         * request_rate, latency_p50, latency_p95, latency_p99, cpu_utilization,
         * memory_utilization), or `{ name, query, unit, description }` with
         * `$service` in the query. Default: error_rate, latency_p99,
         * cpu_utilization.
         */
        metrics?: Array<
          | string
          | {
              name: string;
              query: string;
              unit?: string;
              description?: string;
            }
        >;
        /**
         * Operation in the names of the built-in trace metrics, e.g.
         * servlet.request. Default: http.request.
         */
        operation?: string;
        /** Minutes before the start that are looked at. Default: 120. */
        alertWindowMinutes?: number;
        /** Minutes after the end that are looked at. Default: 15. */
        recoveryMinutes?: number;
        /**
         * Statuses of log lines that are taken. Default: emergency, alert,
         * critical, error, warn.
         */
        logStatuses?: string[];
        /** How much is taken for one incident; 0 asks for none of it. */
        limits?: {
          /** Default: 500. */
          events?: number;
          /** Changes of monitors' states. Default: 500. */
          monitors?: number;
          /** Default: 20. */
          incidents?: number;
          /** Lines, before equal ones are put together. Default: 2000. */
          logs?: number;
          /** Queries. Default: 50. */
          metrics?: number;
        };
        /** Days that the source keeps log lines. Default: 15. */
        retentionDays?: number;
        /** Seconds to wait for one answer. Default: 15. */
        timeoutSeconds?: number;
        /** Receiver of Datadog's webhook at `/api/postmortems/webhooks/datadog`. */
        webhook?: {
          /**
           * Sent as `Authorization: Bearer <token>`.
           * @visibility secret
           */
          token?: string;
        };
        /**
         * Word of the tag `severity` or priority of a monitor to severity, besides
         * the usual ones; `none` opens no incident.
         */
        severities?: {
          [word: string]: 'sev1' | 'sev2' | 'sev3' | 'sev4' | 'sev5' | 'none';
        };
        /** Severity of alerts with an unknown one. Default: sev4. */
        defaultSeverity?: 'sev1' | 'sev2' | 'sev3' | 'sev4' | 'sev5';
      }>;
    };
  };
}
