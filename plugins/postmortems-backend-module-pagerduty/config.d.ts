export interface Config {
  postmortems?: {
    provenanceRouting?: {
      /** Telemetry that evidence comes from; each block names its platform. */
      telemetrySources?: Array<{
        /** For PagerDuty: `pagerduty`. */
        platform: string;
        /** Service region of the account: `us` (default) or `eu`. */
        region?: string;
        /** Root of PagerDuty's API, for a proxy. Default: by the region. */
        apiUrl?: string;
        /**
         * A read-only API key. Without it there is only what webhooks bring.
         * @visibility secret
         */
        token?: string;
        /**
         * Name of the account, as in the annotation `pagerduty.com/account`. Components
         * with another one are not asked for.
         */
        account?: string;
        /** Receiver of PagerDuty's webhooks at `/api/postmortems/webhooks/pagerduty`. */
        webhook?: {
          /**
           * Signing secrets of webhook subscriptions; several while one is replaced.
           * @deepVisibility secret
           */
          secrets?: string[];
        };
        /** How much is taken for one incident. */
        limits?: {
          /** Incidents of PagerDuty. Default: 20. */
          incidents?: number;
          /** Log entries of each. Default: 1000. */
          logEntries?: number;
          /** Alerts of each. Default: 500. */
          alerts?: number;
        };
        /** Seconds to wait for one answer. Default: 15. */
        timeoutSeconds?: number;
        /**
         * Name of a priority or urgency to severity, besides the usual ones; `none`
         * opens no incident.
         */
        severities?: {
          [word: string]: 'sev1' | 'sev2' | 'sev3' | 'sev4' | 'sev5' | 'none';
        };
        /** Severity of incidents with an unknown priority. Default: sev3. */
        defaultSeverity?: 'sev1' | 'sev2' | 'sev3' | 'sev4' | 'sev5';
      }>;
    };
  };
}
