export interface Config {
  postmortems?: {
    provenanceRouting?: {
      /** Where telemetry comes from, a block for each platform. */
      telemetrySources?: Array<{
        /**
         * Whose block it is. The keys below are of `prometheus`, where Alertmanager
         * creates and resolves incidents and Prometheus adds metrics, and of
         * `grafana`, where Grafana Alerting does, and its annotations are evidence.
         */
        platform: string;
        /**
         * Receiver of Alertmanager's webhook at
         * `/api/postmortems/webhooks/prometheus`, or of that of a contact point of
         * Grafana at `/api/postmortems/webhooks/grafana`. Without this block there is
         * none. Set `token`, `basicAuth` or, for Grafana, `hmac`. A receiver without
         * a secret does not start unless `allowUnauthenticated` is true.
         */
        webhook?: {
          /**
           * Alertmanager sends it as `http_config.authorization.credentials`.
           * @visibility secret
           */
          token?: string;
          /** Alertmanager sends it as `http_config.basic_auth`. */
          basicAuth?: {
            username: string;
            /** @visibility secret */
            password: string;
          };
          /** The signature of Grafana's contact point. */
          hmac?: {
            /** @visibility secret */
            secret: string;
            /** Default: X-Grafana-Alerting-Signature. */
            header?: string;
            /**
             * Header with the time of the call. Without it, a call that somebody
             * recorded can be sent again.
             */
            timestampHeader?: string;
          };
          /**
           * Accept webhooks from anyone who can reach the backend. For isolated
           * networks only.
           */
          allowUnauthenticated?: boolean;
        };
        /**
         * Alert labels that may name the service, the most telling first; each is
         * tried against the catalog. Default: Kubernetes ids and workloads, then
         * app, service, pod and job.
         */
        serviceLabels?: string[];
        /**
         * Names of what only scrapes, with or without a prefix. They are services
         * only when the catalog has them and nothing else fits. Default:
         * kube-state-metrics, node-exporter, kubelet, prometheus and others.
         */
        scrapeJobs?: string[];
        /**
         * Entity for alerts whose service the catalog does not know. Default:
         * `component:default/<label>`.
         */
        fallbackEntityRef?: string;
        /** Alert label with the severity. Default: severity. */
        severityLabel?: string;
        /**
         * Value of that label to severity, besides the usual ones and before them;
         * `none` opens no incident. Case, white space, dashes and underscores do
         * not matter.
         */
        severities?: {
          [label: string]: 'sev1' | 'sev2' | 'sev3' | 'sev4' | 'sev5' | 'none';
        };
        /** Severity of alerts with an unknown label, or none. Default: sev4. */
        defaultSeverity?: 'sev1' | 'sev2' | 'sev3' | 'sev4' | 'sev5';
        /**
         * Names of alerts that say nothing is wrong. Default: Watchdog,
         * InfoInhibitor, DeadMansSwitch; for Grafana also TestAlert.
         */
        ignoredAlerts?: string[];
        /**
         * Alerts of a group that fire again within this time are one incident.
         * Default: 60.
         */
        flapWindowMinutes?: number;
        /**
         * Alertmanagers that are asked what fires: for alerts whose notification
         * was missed, and for ends that were never sent.
         */
        alertmanagers?: Array<{
          /** Root of the server, without `/api/v2`. */
          baseUrl: string;
          auth?: {
            /** @visibility secret */
            token?: string;
            basicAuth?: {
              username: string;
              /** @visibility secret */
              password: string;
            };
          };
          /** Name of the receiver that calls the webhook. Default: postmortems. */
          receiver?: string;
          /** Seconds to wait for one answer. Default: 15. */
          timeoutSeconds?: number;
        }>;
        /** Minutes between two looks at what fires. Default: 2. */
        pollMinutes?: number;
        /**
         * Root of Grafana. It is asked what fires, and for annotations. No other
         * address is ever called.
         */
        baseUrl?: string;
        /** Root of Grafana as people open it, for links. Default: `baseUrl`. */
        externalUrl?: string;
        /** Of a service account of Grafana. */
        auth?: {
          /** @visibility secret */
          token?: string;
          basicAuth?: {
            username: string;
            /** @visibility secret */
            password: string;
          };
        };
        /** Contact point of Grafana that calls the webhook. Default: postmortems. */
        contactPoint?: string;
        /** The state history of Grafana's alert rules, and marks on dashboards. */
        annotations?: {
          /** Most of each that are taken for one incident. Default: 500. */
          limit?: number;
          /**
           * Tags of marks that are deployments. Default: deploy, deployment,
           * release, rollback.
           */
          deploymentTags?: string[];
          /** Days that Grafana keeps them. Default: for ever. */
          retentionDays?: number;
        };
        /** Seconds to wait for one answer of Grafana. Default: 15. */
        timeoutSeconds?: number;
        /** Prometheus servers (or compatible ones) to pull metrics from. */
        instances?: Array<{
          /**
           * Root of the server, without `/api/v1`. No other address is ever
           * called.
           */
          baseUrl: string;
          /**
           * Root of the server as people open it, often the same. Evidence then
           * links to each query and its window; without it, to none. Never called.
           */
          externalUrl?: string;
          auth?: {
            /** @visibility secret */
            token?: string;
            basicAuth?: {
              username: string;
              /** @visibility secret */
              password: string;
            };
          };
          /**
           * Queries for each incident, besides the expression behind each of its
           * alerts.
           */
          queries?: Array<{
            /** Name of the metric in the postmortem, e.g. `error_rate`. */
            name: string;
            /**
             * PromQL; `$service` inside double quotes stands for the name of the
             * service.
             */
            query: string;
            /**
             * `percent`, `ratio`, `seconds`, `milliseconds`, `bytes`,
             * `per_second`, `count`, or free text.
             */
            unit?: string;
            /** What it measures, for the glossary of postmortems that name it. */
            description?: string;
          }>;
          /** Minutes before the first alert that metrics are pulled for. Default: 120. */
          alertWindowMinutes?: number;
          /** Minutes after the end that metrics are pulled for. Default: 15. */
          recoveryMinutes?: number;
          /**
           * Seconds between points. Longer when the window would have over 4000
           * points. Default: 15.
           */
          stepSeconds?: number;
          /** Most series kept of one query. Default: 20. */
          maxSeries?: number;
          /** Seconds to wait for one answer. Default: 15. */
          timeoutSeconds?: number;
        }>;
      }>;
    };
  };
}
