export interface Config {
  postmortems?: {
    provenanceRouting?: {
      /** Blocks with another `platform` belong to other modules. */
      chatSources?: Array<{
        /** `slack` for this module. */
        platform: string;
        /**
         * Names or ids of the channels that are read; `*` stands for any part of a
         * name. The app has to be a member of each.
         */
        channels?: string[];
        /**
         * Days after which Slack deletes messages. Evidence shows until when its
         * original can be seen. Leave it out when Slack keeps them.
         */
        retentionDays?: number;
        /**
         * Bot token of the Slack app. Without it no channel is read.
         * @visibility secret
         */
        token?: string;
        /**
         * Checks that webhooks come from Slack. Without it there are none.
         * @visibility secret
         */
        signingSecret?: string;
        /** Address of the Web API. Default: https://slack.com/api/ */
        apiUrl?: string;
        /**
         * How often each method that reads messages is called at most. Without it
         * calls are slowed down when Slack asks for it.
         */
        callsPerMinute?: number;
      }>;
    };
  };
}
