import type { HumanDuration } from '@backstage/types';

export interface Config {
  postmortems?: {
    /**
     * Categories of causes and contributing factors that people choose from, in
     * this order. One of them must have the id `process`. Default: change,
     * configuration, capacity, dependency, infrastructure, network, data,
     * defect, detection, process.
     */
    contributingFactorCategories?: Array<{
      /**
       * Short lower-case name that is stored with a choice, e.g. `change`. Keep
       * it when you change the title.
       */
      id: string;
      /** What people read, e.g. `Change`. */
      title: string;
      /** One line that says what belongs in it. */
      description?: string;
    }>;
    /**
     * How evidence is told whose `kind` of payload the product does not know.
     * Without a description its first field with words is quoted.
     */
    payloadKinds?: Array<{
      /** The `kind` of the payload, e.g. `ticket`. */
      kind: string;
      /** What sentences call it. Default: the kind. */
      name?: string;
      /** JSON pointer of the text that is quoted, e.g. `/subject`. */
      title: string;
      /** JSON pointer of the time when it happened. Default: the timestamp. */
      time?: string;
      /** JSON pointer of its severity or priority. */
      severity?: string;
    }>;
    /** Which evidence a postmortem is drafted from. Its sources are configured by their modules. */
    provenanceRouting?: {
      /**
       * Types of evidence that may feed a section: `chat`, `telemetry`,
       * `deployment`, `agent_trace`. A section that is not named takes all; a
       * template may say something else.
       */
      sections?: {
        impact?: Array<'chat' | 'telemetry' | 'agent_trace' | 'deployment'>;
        timeline?: Array<'chat' | 'telemetry' | 'agent_trace' | 'deployment'>;
        rootCause?: Array<'chat' | 'telemetry' | 'agent_trace' | 'deployment'>;
        contributingFactors?: Array<
          'chat' | 'telemetry' | 'agent_trace' | 'deployment'
        >;
        ruledOut?: Array<'chat' | 'telemetry' | 'agent_trace' | 'deployment'>;
        actionItems?: Array<
          'chat' | 'telemetry' | 'agent_trace' | 'deployment'
        >;
      };
      /**
       * Profiles of incidents whose template names none; the first that fits is
       * taken. Without one the document says what it was written from, and leaves
       * nothing out.
       */
      profiles?: Array<{
        /** Default: all severities. */
        severity?: Array<'sev1' | 'sev2' | 'sev3' | 'sev4' | 'sev5'>;
        profile:
          | 'chatTranscript'
          | 'observabilityStitched'
          | 'agenticInvestigation'
          | 'provenanceValidated';
      }>;
    };
    /** How evidence and revisions are sealed. */
    sealing?: {
      /**
       * Ed25519 keys: the first one with a private key signs each seal and revision,
       * all of them verify. Keep the public keys of earlier ones. Without a key
       * seals are unsigned.
       */
      keys?: Array<{
        /** Stored with each signature, e.g. `2026-12`. */
        id: string;
        /**
         * PEM, as `openssl genpkey -algorithm ed25519` prints it.
         * @visibility secret
         */
        privateKey?: string;
        /** PEM; it follows from the private key where that is given. */
        publicKey?: string;
      }>;
      /**
       * Number of the last entry of the chain that is older than the first key.
       * With a key, later entries without a signature are a broken seal. Default: 0.
       */
      unsignedThrough?: number;
      /**
       * File to which each replica adds the number and hash of the last entry of the
       * chain. On a disk that administrators of the database cannot write, it shows
       * whether the end of the chain was taken away or an old backup restored.
       */
      anchorFile?: string;
      /**
       * Who is notified, once, of what is not as it was sealed. Needs Backstage's
       * notifications.
       */
      notify?: {
        /** The owners of the incident's first service that has one. Default: true. */
        owners?: boolean;
        /** Users and groups that are told of all incidents, and of the chain itself. */
        entityRefs?: string[];
      };
    };
    /** Webhooks that sources of evidence receive. */
    webhooks?: {
      /**
       * Largest body, in MiB. Four of them may be read at once for each source;
       * more are answered with 503. Default: 16.
       */
      maxBodyMegabytes?: number;
    };
    /** Limits of each replica; calls above them are told when to come back. */
    rateLimits?: {
      /** Calls of one person to one route. Default: 1200. */
      userCallsPerMinute?: number;
      /** Calls of one machine to one route. Default: 12000. */
      machineCallsPerMinute?: number;
      /** Calls of one webhook with the right secret. Default: 12000. */
      webhooksPerMinute?: number;
    };
    /** How long the software catalog is waited for. */
    catalog?: {
      /**
       * Seconds that the catalog may take for an answer, up to 60; for a page of
       * a longer one. Default: 3.
       */
      deadlineSeconds?: number;
      /**
       * Hours for which its last answer stands in while it does not answer, 0 to
       * 720. Default: 24.
       */
      staleHours?: number;
    };
    /**
     * What machines may change: services and tokens of other plugins or of
     * `backend.auth.externalAccess`. They read all incidents. Default, for
     * each that is not listed: open and change incidents, add evidence, write the
     * first draft of a postmortem.
     */
    machines?: Array<{
      /**
       * As the token says it: the `subject` of a static token, `plugin:scaffolder`
       * for a plugin.
       */
      subject: string;
      /**
       * Names of permissions, e.g. `postmortems.postmortem.update`. They replace
       * the default; with none it only reads.
       */
      allow: string[];
    }>;
    /** How postmortems are approved. */
    review?: {
      /**
       * Whether those who changed a postmortem may approve the change: `true`,
       * `false`, or groups whose services it is about, for teams of one. Default:
       * false.
       */
      authorsMayApprove?: boolean | string[];
    };
    /** Who sees incidents. */
    visibility?: {
      /**
       * Only who is involved makes an incident private or public: who opened it, its
       * participants, owners of its services. Set it to false where your permission
       * policy decides that alone. Default: true.
       */
      onlyInvolved?: boolean;
    };
    /**
     * How long the text of incidents is kept after they were resolved, by severity.
     * Then it is erased; hashes, times and states stay. Without a rule it is kept.
     * Each is a duration of a day or more, e.g. `{ years: 7 }` or `{ days: 730 }`.
     */
    retention?: {
      sev1?: HumanDuration | string;
      sev2?: HumanDuration | string;
      sev3?: HumanDuration | string;
      sev4?: HumanDuration | string;
      sev5?: HumanDuration | string;
      /** Of severities without a rule of their own. */
      default?: HumanDuration | string;
    };
    /** What is done with resolved incidents without being asked. */
    schedule?: {
      /**
       * From the end of an incident to its draft, e.g. `{ hours: 2 }`; `false`: it
       * is drafted when somebody asks for it. A template may say something else.
       * Default: two hours.
       */
      generateAfter?: HumanDuration | string | false;
      /** The same by severity. */
      severities?: {
        sev1?: { generateAfter?: HumanDuration | string | false };
        sev2?: { generateAfter?: HumanDuration | string | false };
        sev3?: { generateAfter?: HumanDuration | string | false };
        sev4?: { generateAfter?: HumanDuration | string | false };
        sev5?: { generateAfter?: HumanDuration | string | false };
      };
      /**
       * From the end of an incident, for so long sources that fail are asked again
       * for its evidence. Default: 24 hours.
       */
      archiveWithin?: HumanDuration | string;
    };
    /** How much evidence is kept. */
    limits?: {
      /**
       * Most KiB of JSON of one piece of evidence, 1 to 256; longer ones are
       * cut, from the longest text on, and marked. Default: 256.
       */
      payloadKiB?: number;
      /**
       * Most pieces of evidence of an incident, up to 1000000. What would exceed
       * them is refused with status 413, and the incident says since when.
       * Default: 200000.
       */
      incidentNodes?: number;
      /**
       * Most MiB of evidence of an incident, up to 4096. Treated like
       * `incidentNodes`. Default: 512.
       */
      incidentMiB?: number;
      /**
       * Days for which evidence that belongs to no incident yet waits for one, 1
       * to 365. Default: 30.
       */
      unassignedDays?: number;
    };
    /** Files that people upload to an incident, such as an exported channel. */
    uploads?: {
      /** Most MiB of a file, up to 1024. Default: 64. */
      maxMegabytes?: number;
    };
    /** Which postmortem template an incident gets. */
    templateManagement?: {
      /**
       * Name of the template for incidents without a more specific one.
       * Default: a built-in template.
       */
      defaultVersion?: string;
      /**
       * Template by the name or ref of a component, system, domain or group.
       * Takes precedence over the entity's annotation.
       */
      overrides?: { [entity: string]: string };
      /** Template by severity, for services for which no entity names one. */
      severities?: {
        sev1?: string;
        sev2?: string;
        sev3?: string;
        sev4?: string;
        sev5?: string;
      };
      /** Template by the tier that `postmortems.dev/tier` gives a service. */
      tiers?: { [tier: string]: string };
      /** Where templates are kept as YAML. */
      locations?: Array<{
        /**
         * `file`: relative to the backend's working directory; `url`: read with
         * the configured integrations.
         */
        type: 'file' | 'url';
        /** A `*` in the name stands for any part of it. */
        target: string;
      }>;
      /** Minutes between two looks at the locations. Default: 10. */
      refreshMinutes?: number;
    };
  };
}
