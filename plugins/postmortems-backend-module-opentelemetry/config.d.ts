export interface Config {
  postmortems?: {
    provenanceRouting?: {
      /** Blocks with another `platform` belong to other modules. A single one needs no list. */
      agentTraces?: AgentTraces | AgentTraces[];
    };
  };
}

interface AgentTraces {
  /** `opentelemetry` for this module. */
  platform: string;
  /**
   * SPDX expression: under which terms investigations may be passed on. It is kept and
   * exported with each.
   */
  license?: string;
  /**
   * Attribute of the resource, or of a span, that has the key of the incident.
   * Default: postmortems.incident
   */
  incidentAttribute?: string;
  /** Takes spans over OTLP/HTTP. Without it files can be uploaded. */
  webhook?: {
    /**
     * Secret that exporters send as `Authorization: Bearer <token>`.
     * @visibility secret
     */
    token: string;
  };
}
