export interface Config {
  postmortems?: {
    provenanceRouting?: {
      /** Where deployments come from; each block names its platform. */
      deploymentSources?: Array<{
        /** For Argo CD: `argocd`. */
        platform: string;
        /** Address of Argo CD, e.g. https://argocd.example.com. */
        baseUrl?: string;
        /**
         * Token of an account that may get applications. Without it there is only what
         * notifications bring.
         * @visibility secret
         */
        token?: string;
        /**
         * Name of the instance, as in the annotation `argocd/instance-name`. Components
         * with another one are not asked for.
         */
        instance?: string;
        /** What its deployments are of, e.g. production. Default: not said. */
        environment?: string;
        /** Receiver of notifications at `/api/postmortems/webhooks/argocd`. */
        webhook?: {
          /**
           * Sent as `Authorization: Bearer <token>`.
           * @visibility secret
           */
          token?: string;
        };
        /** Applications that are asked for one incident. Default: 50. */
        maxApplications?: number;
        /** Seconds to wait for one answer. Default: 15. */
        timeoutSeconds?: number;
      }>;
    };
  };
}
