export interface Config {
  postmortems?: {
    provenanceRouting?: {
      /** Blocks with another `platform` belong to other modules. A single one needs no list. */
      agentTraces?: AgentTraces | AgentTraces[];
    };
  };
}

interface AgentTraces {
  /** `aurora` for this module. */
  platform: string;
  /**
   * SPDX expression: under which terms investigations may be passed on. It is kept and
   * exported with each.
   */
  license?: string;
  /** Web address of Aurora, for links to its incidents. */
  url?: string;
  /** Takes investigations that are sent. Without it files can be uploaded. */
  webhook?: {
    /**
     * Secret that callers send as `Authorization: Bearer <token>`.
     * @visibility secret
     */
    token: string;
  };
}
