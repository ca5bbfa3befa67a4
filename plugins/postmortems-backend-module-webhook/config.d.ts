/**
 * Where a value comes from: a JSON pointer such as `/build/status`, a text with
 * pointers in braces such as `Build {/build/number}`, or a text as it is.
 */
type ValueSource = string;

export interface Config {
  postmortems?: {
    provenanceRouting?: {
      /** Changes that evidence comes from; each block names its platform. */
      deploymentSources?: Array<{
        /** For a webhook with a mapping: `webhook`. */
        platform: string;
        /** Its address is `/api/postmortems/webhooks/<name>`. */
        name?: string;
        /** What sentences call the sender. Default: the name. */
        title?: string;
        /** A token or a signature; one of the two. */
        auth?: {
          token?: {
            /**
             * One or a list, any of which may be sent.
             * @visibility secret
             */
            value?: string | string[];
            /**
             * Header that has it. Default: authorization, as `Bearer <token>`.
             */
            header?: string;
          };
          /** An HMAC of the body as it came. */
          signature?: {
            /**
             * One or a list, any of which may have signed.
             * @visibility secret
             */
            secret?: string | string[];
            header?: string;
            /** Default: sha256. */
            algorithm?: 'sha1' | 'sha256' | 'sha512';
            /** Default: hex. */
            encoding?: 'hex' | 'base64';
            /** What stands before it in the header, such as `sha256=`. */
            prefix?: string;
          };
        };
        /**
         * Header with a number of the delivery, the same when it is sent again.
         * Default: a delivery is known by its body.
         */
        deliveryHeader?: string;
        /**
         * Annotation of the catalog that has what the sender calls a service, e.g.
         * gitlab.com/project-slug. Default: names of components.
         */
        serviceAnnotation?: string;
        /**
         * What the sender calls a service to the name or entity ref of a component;
         * `*` stands for any part.
         */
        services?: { [sent: string]: string };
        /** Annotation of users with what the sender calls an actor. */
        actorAnnotation?: string;
        /** Days after which the sender deletes the original. */
        retentionDays?: number;
        /** The first whose conditions hold is taken; what fits none is left out. */
        mappings?: Array<{
          /**
           * JSON pointers to what stands there, or to a list of that; `*` stands for
           * any part. All have to hold.
           */
          when?: { [pointer: string]: unknown };
          /** JSON pointer to a list of which each item is evidence. */
          items?: string;
          /**
           * deployment, rollback, config_change, event, or a kind of your own.
           */
          kind: string;
          /** ISO 8601, or a number since 1970. Default: the time of arrival. */
          time?: ValueSource;
          service?: ValueSource;
          /** What happened. */
          title?: ValueSource;
          /** What was changed, when it is not the service as a whole. */
          name?: ValueSource;
          version?: ValueSource;
          previousVersion?: ValueSource;
          commit?: ValueSource;
          environment?: ValueSource;
          region?: ValueSource;
          /** Such as success or failed. */
          result?: ValueSource;
          actor?: ValueSource;
          /** Finds the user of the catalog. */
          actorEmail?: ValueSource;
          /** Page of the original. */
          url?: ValueSource;
          /** The same when it is sent again. Default: by what was sent. */
          id?: ValueSource;
          /** What belongs together, such as the number of a run. */
          group?: ValueSource;
          /** Key of the incident, when the sender knows it. */
          incident?: ValueSource;
          /** Further fields of the payload by name; not those that have a key here. */
          fields?: { [name: string]: ValueSource };
        }>;
      }>;
    };
  };
}
