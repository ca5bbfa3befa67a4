import type {
  CreateIncident,
  Incident,
  PatchIncident,
  SubmitEvidenceNode,
  SubmitEvidenceResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * What a source may do to incidents while it processes a delivery. Every call
 * is idempotent, because an interrupted delivery is processed again from the
 * start.
 *
 * @public
 */
export interface IncidentAccess {
  /** The incident with this key, or `undefined`. */
  findIncident(key: string): Promise<Incident | undefined>;
  /** Creates the incident, or returns the one that has the key already. */
  createIncident(incident: CreateIncident): Promise<Incident>;
  /**
   * Changes an incident.
   *
   * @throws `NotFoundError` when there is none with this key
   */
  updateIncident(key: string, patch: PatchIncident): Promise<Incident>;
  /**
   * Adds evidence to an incident.
   *
   * @returns one outcome per node, in the order sent
   * @throws `NotFoundError` when there is no incident with this key
   */
  addEvidence(
    key: string,
    nodes: SubmitEvidenceNode[],
  ): Promise<SubmitEvidenceResponse>;
}

/** A webhook call as it was received. @public */
export interface WebhookRequest {
  headers: IncomingHttpHeaders;
  /** The body byte for byte, for signatures. At most 5 MiB. */
  rawBody: Buffer;
}

/** A webhook call that was accepted and stored. @public */
export interface WebhookDelivery {
  /** The delivery id that `authenticate` returned. */
  id: string;
  receivedAt: Date;
  /** The body as UTF-8 text, without the secrets that were in it. */
  body: string;
}

/** The push side of an {@link EvidenceSource}. @public */
export interface WebhookHandler {
  /**
   * Checks signature and shape before anything is stored.
   *
   * @returns an idempotency key: a delivery with a known one is not stored again
   * @throws `AuthenticationError` or `InputError`
   */
  authenticate(request: WebhookRequest): Promise<{ deliveryId: string }>;
  /**
   * Turns a stored delivery into incidents and evidence. When it throws, the
   * delivery is retried with growing delays, and becomes a dead letter at last.
   */
  process(delivery: WebhookDelivery, access: IncidentAccess): Promise<void>;
}

/**
 * A system that evidence comes from. It may push (`webhook`), be pulled from
 * (`collect`), or both.
 *
 * @public
 */
export interface EvidenceSource {
  /**
   * Short lower-case name, e.g. `prometheus`. The webhook is at
   * `/api/postmortems/webhooks/<id>`.
   */
  readonly id: string;

  readonly webhook?: WebhookHandler;

  /**
   * Evidence within an incident's window. Called before the evidence is sealed.
   * A failure is shown in the postmortem as not checked, and does not stop it.
   *
   * @throws {@link PartialEvidenceError} when some of the evidence could be read
   */
  collect?(options: {
    incident: Incident;
    /** Evidence counts when its timestamp is within. */
    window: { from: Date; to: Date };
    signal: AbortSignal;
  }): Promise<SubmitEvidenceNode[]>;
}

/**
 * Thrown by {@link EvidenceSource.collect} when only some of the evidence could
 * be read. The nodes are added, and the message is shown as not checked.
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
