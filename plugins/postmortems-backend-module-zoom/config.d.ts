export interface Config {
  postmortems?: {
    provenanceRouting?: {
      /** Blocks with another `platform` belong to other modules. */
      chatSources?: Array<{
        /** `zoom` for this module. */
        platform: string;
        /** Account ID of the Server-to-Server OAuth app. */
        accountId?: string;
        /** Client ID of the app. */
        clientId?: string;
        /**
         * Client secret of the app.
         * @visibility secret
         */
        clientSecret?: string;
        /**
         * Secret token of the app's event subscription. Without it there are no
         * webhooks.
         * @visibility secret
         */
        webhookSecretToken?: string;
        /** Topics of the meetings that are read; `*` stands for any part. */
        topics?: string[];
        /**
         * E-mail addresses or ids of the hosts whose recordings are read. Default: all
         * hosts of the account.
         */
        users?: string[];
        /**
         * Days after which Zoom deletes recordings, for those that do not say it
         * themselves.
         */
        retentionDays?: number;
        /** Root of the API. Default: https://api.zoom.us/v2 */
        baseUrl?: string;
        /** Where tokens are made. Default: https://zoom.us/oauth/token */
        tokenUrl?: string;
        /** Seconds to wait for one answer. Default: 15. */
        timeoutSeconds?: number;
      }>;
    };
  };
}
