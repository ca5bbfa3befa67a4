export interface Config {
  postmortems?: {
    provenanceRouting?: {
      /** Telemetry that evidence comes from; each block names its platform. */
      telemetrySources?: Array<{
        /** For Loki: `loki`. */
        platform: string;
        /** Root of Loki, without `/loki/api`. No other address is ever called. */
        baseUrl?: string;
        auth?: {
          /** @visibility secret */
          token?: string;
          basicAuth?: {
            username: string;
            /** @visibility secret */
            password: string;
          };
        };
        /** Sent as `X-Scope-OrgID`; several are separated by `|`. Default: none. */
        tenant?: string;
        /**
         * LogQL that selects the lines of a service; `$service` inside double quotes
         * stands for its name. Default: `{service_name="$service"}`.
         */
        selector?: string;
        /**
         * LogQL behind the selector, one for each query: lines of the first are taken
         * before those of the next. Default: one for errors, then one for warnings.
         */
        filters?: string[];
        /** Where people see lines. Without it evidence has no link. */
        explore?: {
          /** Root of Grafana as people open it. Never called. */
          grafanaUrl: string;
          /** Uid of the data source in Grafana. */
          datasourceUid: string;
        };
        /** Minutes before the start that are looked at. Default: 30. */
        alertWindowMinutes?: number;
        /** Minutes after the end that are looked at. Default: 15. */
        recoveryMinutes?: number;
        /** Most lines for one incident, before equal ones are put together. Default: 2000. */
        maxLines?: number;
        /** Days that Loki keeps lines. Default: for ever. */
        retentionDays?: number;
        /** Seconds to wait for one answer. Default: 15. */
        timeoutSeconds?: number;
      }>;
    };
  };
}
