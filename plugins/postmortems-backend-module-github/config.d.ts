export interface Config {
  postmortems?: {
    provenanceRouting?: {
      /** Changes that evidence comes from; each block names its platform. */
      deploymentSources?: Array<{
        /** For GitHub: `github`. */
        platform: string;
        /** Host of the GitHub whose repositories are meant. Default: github.com. */
        host?: string;
        /** Root of the API. Default: that of integrations.github for the host. */
        apiUrl?: string;
        /**
         * A token for the API. Default: the credentials of integrations.github.
         * @visibility secret
         */
        token?: string;
        /**
         * Whether the API is asked. Without it there is only what the webhook
         * brings. Default: true.
         */
        collect?: boolean;
        /** Receiver of GitHub's webhooks at `/api/postmortems/webhooks/github`. */
        webhook?: {
          /**
           * Any of them may have signed a delivery.
           * @visibility secret
           */
          secrets?: string[];
        };
        /**
         * Names of the environments that users are served from; `*` stands for any
         * part. Default: production, prod*.
         */
        production?: string[];
        /**
         * Branches whose merged pull requests and workflow runs are taken; `*`
         * stands for any part. Default: the default branch.
         */
        branches?: string[];
        /**
         * Names, or file names, of workflows that deploy without an environment of
         * GitHub; `*` stands for any part. Default: none.
         */
        deployWorkflows?: string[];
        /** How much of a repository is taken for one incident; 0 asks for none of it. */
        limits?: {
          /** Default: 100. */
          deployments?: number;
          /** Default: 50. */
          releases?: number;
          /** Merged ones. Default: 100. */
          pullRequests?: number;
          /** Default: 200. */
          workflowRuns?: number;
        };
        /** Days that GitHub keeps the logs of workflow runs. Default: 90. */
        logRetentionDays?: number;
        /** Seconds to wait for one answer. Default: 15. */
        timeoutSeconds?: number;
      }>;
    };
  };
}
