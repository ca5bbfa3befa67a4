export interface Config {
  postmortems?: {
    provenanceRouting?: {
      /** Where deployments come from; each block names its platform. */
      deploymentSources?: Array<{
        /** For Kubernetes: `kubernetes`. */
        platform: string;
        /**
         * Name of the cluster, as in the annotation `backstage.io/kubernetes-cluster`.
         * Components with another one are not asked for.
         */
        name?: string;
        /** Address of the API server. Without it only files can be uploaded. */
        url?: string;
        /**
         * Token of a service account that may list what is taken.
         * @visibility secret
         */
        serviceAccountToken?: string;
        /** Certificate of the cluster's authority, PEM in base64. */
        caData?: string;
        /** What runs there, e.g. production. Default: not said. */
        environment?: string;
        /** Root of the Kubernetes Dashboard, for links. Default: none. */
        dashboardUrl?: string;
        /** How long the API server keeps events (`--event-ttl`). Default: 60. */
        eventTtlMinutes?: number;
        /**
         * Whether warnings of components are asked for every ten minutes, and kept
         * for an incident to come. Default: true.
         */
        pollWarnings?: boolean;
        /** How much is taken for one incident. */
        limits?: {
          /** Default: 1000. */
          events?: number;
        };
        /** Seconds to wait for one answer. Default: 15. */
        timeoutSeconds?: number;
      }>;
    };
  };
}
