export interface Config {
  postmortems?: {
    provenanceRouting?: {
      /** Blocks with another `platform` belong to other modules. */
      chatSources?: Array<{
        /** `microsoft_teams` for this module. */
        platform: string;
        /** Directory (tenant) id of Microsoft Entra. */
        tenantId?: string;
        /** Application (client) id of the app registration. */
        clientId?: string;
        /**
         * Client secret of the app registration. Without it nothing is read.
         * @visibility secret
         */
        clientSecret?: string;
        /** Ids of the teams whose channels are read. */
        teams?: string[];
        /**
         * Names or ids of the channels that are read; `*` stands for any part of a
         * name.
         */
        channels?: string[];
        /**
         * Days after which Teams deletes messages. Evidence shows until when its
         * original can be seen. Leave it out when Teams keeps them.
         */
        retentionDays?: number;
        /** Transcripts of meetings. Without it none is read. */
        meetings?: {
          /** Object ids of the users whose meetings are read. */
          organizers: string[];
          /**
           * Subjects of the meetings that are read; `*` stands for any part. A meeting
           * is taken when its subject, or what is said in it, names the incident's key.
           */
          subjects: string[];
        };
        /** Root of Microsoft Graph, without the version. Default: https://graph.microsoft.com */
        baseUrl?: string;
        /** Where tokens come from. Default: https://login.microsoftonline.com */
        authorityUrl?: string;
        /** What tokens are asked for. Default: https://graph.microsoft.com/.default */
        scope?: string;
      }>;
    };
  };
}
