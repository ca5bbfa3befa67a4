import type {
  CreateIncident,
  EvidenceNode,
  Incident,
  PatchIncident,
  SubmitEvidenceNode,
  SubmitEvidenceResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * What a source may do to incidents while it works off a delivery. Every call is idempotent, because a delivery that was cut
 * off is worked off again from the start.
 *
 * @public
 */
export interface IncidentAccess {
  /** The incident with this key, or `undefined`. */
  findIncident(key: string): Promise<Incident | undefined>;
  /** Opens the incident; answers with the existing one when the key is taken. */
  createIncident(incident: CreateIncident): Promise<Incident>;
  updateIncident(key: string, patch: PatchIncident): Promise<Incident>;
  addEvidence(
    key: string,
    nodes: SubmitEvidenceNode[],
  ): Promise<SubmitEvidenceResponse>;
}

/** A webhook call as it came. @public */
export interface WebhookRequest {
  headers: IncomingHttpHeaders;
  /** The body byte for byte, for signatures. At most 5 MiB. */
  rawBody: Buffer;
}

/** A webhook call that was accepted and stored. @public */
export interface WebhookDelivery {
  /** The id that `authenticate` gave it. */
  id: string;
  receivedAt: Date;
  body: string;
}

/**
 * A place that evidence comes from. It may push (`webhook`), be asked (`collect`), or both.
 *
 * @public
 */
export interface EvidenceSource {
  /** Short lower-case name, e.g. `prometheus`; also the last part of its webhook's path. */
  readonly id: string;

  readonly webhook?: {
    /**
     * Checks signature and shape before anything is stored. Throws `AuthenticationError` or `InputError`. The id makes
     * a repeated delivery count once.
     */
    authenticate(request: WebhookRequest): Promise<{ deliveryId: string }>;
    /** Turns a stored delivery into incidents and evidence. When it throws it is tried again, later and later. */
    process(delivery: WebhookDelivery, access: IncidentAccess): Promise<void>;
  };

  /**
   * Evidence for an incident's window, asked for before the evidence is sealed. Failures are recorded and shown as "not
   * checked"; they do not stop the postmortem. Throw `PartialEvidenceError` when a part could be had.
   */
  collect?(options: {
    incident: Incident;
    /** Times between which evidence counts. */
    window: { from: Date; to: Date };
    signal: AbortSignal;
  }): Promise<SubmitEvidenceNode[]>;
}

/**
 * What `EvidenceSource.collect` throws when some of the evidence could be had and some not: the nodes count, and the message
 * is shown as "not checked".
 *
 * @public
 */
export class PartialEvidenceError extends Error {
  readonly name = 'PartialEvidenceError';
  readonly nodes: SubmitEvidenceNode[];

  constructor(message: string, nodes: SubmitEvidenceNode[]) {
    super(message);
    this.nodes = nodes;
  }
}

/** @public */
export type { EvidenceNode, SubmitEvidenceNode };
