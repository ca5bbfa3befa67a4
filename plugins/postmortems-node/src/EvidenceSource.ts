import type { HumanDuration } from '@backstage/types';
import type {
  CreateIncident,
  Incident,
  PatchIncident,
  SentTrace,
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
   * Changes an incident. A severity that a person set is made worse by a source, and
   * never milder: then the rest of the patch counts, and the severity stays.
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
  /**
   * Offers evidence that comes before, or without, its incident. It is added to
   * each incident that it turns out to belong to, now or later; the rest stays
   * unassigned for some weeks, and people can assign it.
   *
   * An offer is known by its source and the id and content of its node. The same
   * id with other content, such as an edited message, is kept beside the first:
   * what was said before is evidence too.
   *
   * @returns one outcome per offer, in the order sent; `created` means that it
   * was stored, whether or not there is an incident for it
   */
  offerEvidence(offers: OfferedEvidence[]): Promise<SubmitEvidenceResponse>;
  /**
   * Adds an investigation, whose steps become evidence. What they cite is added
   * before. A known trace id with the same content changes nothing.
   *
   * @returns `created` is false when it was there already, or when the text of the
   * incident was erased
   * @throws `RuleViolationError` with all rules that it breaks, `ConflictError` when the
   * trace id has other content, `NotFoundError` when there is no incident with this key
   */
  addTrace(key: string, trace: SourceTrace): Promise<{ created: boolean }>;
  /**
   * Replaces what this source tells readers of an incident. An empty list
   * withdraws all.
   */
  setNotices(key: string, notices: SourceNotice[]): Promise<void>;
  /**
   * Makes a public incident private, because fewer people may see some of its
   * evidence. Called before that evidence is added. For one reason it is done once:
   * whoever may make the incident public again decides otherwise.
   *
   * @param reason - a sentence for readers of the incident
   */
  restrict(key: string, reason: string): Promise<void>;
  /**
   * Stores work for {@link EvidenceSource.runTask}, so that nothing waits for
   * it. It is done soon, by any replica, and retried when it fails.
   */
  enqueueTask(task: SourceTask): Promise<void>;
}

/** An investigation that a source brings. @public */
export type SourceTrace = Omit<SentTrace, 'incidentId'>;

/**
 * Evidence for {@link IncidentAccess.offerEvidence}, with what tells to which
 * incident it belongs.
 *
 * @public
 */
export interface OfferedEvidence {
  node: SubmitEvidenceNode & { id: string };
  /**
   * Services that it is about: entity refs, or names as the source calls them. By
   * default `node.metadata.service`. It belongs to incidents of these that were
   * going on at its time.
   */
  services?: string[];
  /**
   * Thread or channel whose messages belong together. Once it is assigned to an
   * incident, all of it follows. Leave it out where people talk about many things.
   */
  conversation?: string;
  /**
   * What it names that may be the key of an incident. It belongs to those that
   * exist, now or later; its conversation does as well when it was written while
   * the incident was going on.
   */
  incidentKeys?: string[];
  /**
   * Why fewer people may see it, as a sentence for readers of the incident. One
   * that gets it becomes private until an owner decides otherwise. It is matched by
   * keys and conversations, never by time and service alone.
   */
  restricted?: string;
}

/**
 * Something that readers of an incident are told about it: it is no evidence,
 * and it may be wrong a minute later.
 *
 * @public
 */
export interface SourceNotice {
  /** What kind of notice it is, e.g. `unknown-severity`. */
  code: string;
  /** One or two sentences for readers of the incident. */
  message: string;
}

/** Work that a source wants done apart from a delivery. @public */
export interface SourceTask {
  /** A task with a known id is not stored again; ids are known for 30 days. */
  id: string;
  /**
   * Tasks of one order key are done one after the other, in the order in which
   * they came. Later ones wait while one is retried, for some ten minutes at most.
   */
  orderKey?: string;
  /** Whatever `runTask` needs. */
  body: string;
}

/** A webhook call as it was received. @public */
export interface WebhookRequest {
  headers: IncomingHttpHeaders;
  /** The body byte for byte, for signatures. Its size is bounded. */
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

/** What a webhook's sender gets as the answer, with status 200. @public */
export interface WebhookReply {
  /** Such as `application/json`. */
  contentType: string;
  body: string;
}

/**
 * What {@link AcceptedWebhook.choose} may ask, before anything is stored.
 *
 * @public
 */
export interface IncidentLookup {
  /**
   * Incidents that go on, or ended in the last hour, as they were some seconds ago.
   * Those whose text was erased are left out.
   */
  listOngoing(): Promise<OngoingIncident[]>;
}

/** See {@link IncidentLookup.listOngoing}. @public */
export type OngoingIncident = Pick<
  Incident,
  'key' | 'services' | 'startedAt' | 'resolvedAt'
>;

/** A webhook call that {@link WebhookHandler.authenticate} lets in. @public */
export interface AcceptedWebhook {
  /**
   * An idempotency key: a delivery with a known one is not stored again for 30
   * days. Without it nothing is stored, as for a sender that only asks whether
   * somebody is there.
   */
  deliveryId?: string;
  /**
   * Chooses what of the call is stored, for senders that send whatever they have.
   * Default: the whole body.
   *
   * @throws `InputError`
   */
  choose?(incidents: IncidentLookup): Promise<ChosenBody>;
  /**
   * What the delivery is about: those with one `orderKey` are processed one after
   * the other, in the order in which they came, all others side by side. Later
   * ones wait while one is retried, but for some ten minutes at most: they come
   * first when it is retried later, or by hand.
   */
  orderKey?: string;
  /** For senders that wait for an answer of their own. Default: 202. */
  reply?: WebhookReply;
}

/** See {@link AcceptedWebhook.choose}. @public */
export interface ChosenBody {
  /** Left out when nothing is stored. */
  body?: string;
  /** In the place of {@link AcceptedWebhook.orderKey}. */
  orderKey?: string;
  /** In the place of {@link AcceptedWebhook.reply}. */
  reply?: WebhookReply;
}

/** The push side of an {@link EvidenceSource}. @public */
export interface WebhookHandler {
  /**
   * Checks what needs no body, such as a shared secret, so that a stranger's
   * body is never read.
   *
   * @throws `AuthenticationError`
   */
  checkHeaders?(headers: IncomingHttpHeaders): void;
  /**
   * Checks signature and shape before anything is stored.
   *
   * @throws `AuthenticationError` or `InputError`
   */
  authenticate(request: WebhookRequest): Promise<AcceptedWebhook>;
  /**
   * Turns a stored delivery into incidents and evidence. When it throws, the
   * delivery is retried with growing delays, and becomes a dead letter at last.
   * What takes long belongs into a task, see {@link IncidentAccess.enqueueTask}.
   */
  process(delivery: WebhookDelivery, access: IncidentAccess): Promise<void>;
}

/**
 * A kind of file that people upload to an incident, such as an exported channel.
 *
 * @public
 */
export interface EvidenceUpload {
  /** Short lower-case name, unique over all sources, e.g. `slack-export`. */
  format: string;
  /** For people, e.g. `Slack export (.zip)`. */
  title: string;
  /**
   * Reads the evidence in a file. Its size is bounded; what it unpacks to is for
   * the reader to bound.
   *
   * @throws `InputError` when it is no such file
   */
  read(
    file: Buffer,
    context: {
      incident: Incident;
      /**
       * Evidence counts when its timestamp is within, that of changes, such as
       * deployments, from `changesFrom`; what is not is left out.
       */
      window: { from: Date; to: Date; changesFrom?: Date };
      signal: AbortSignal;
      /** As it was called where it comes from. It may be anything. */
      fileName?: string;
      /** When that began which the file counts its times from, such as a recording. */
      startedAt?: Date;
    },
  ): Promise<UploadedEvidence>;
}

/** What {@link EvidenceUpload.read} found in a file. @public */
export interface UploadedEvidence {
  nodes: SubmitEvidenceNode[];
  /**
   * Investigations. Nodes that they cite count also outside of the window, because
   * the investigation looked at them.
   */
  traces?: SourceTrace[];
  /** As {@link OfferedEvidence.restricted}, for all of it. */
  restricted?: string;
  /** What is no evidence, such as empty messages, by why. */
  skipped?: { reason: string; count: number }[];
}

/** What {@link EvidenceSource.testConnection} found out. @public */
export interface ConnectionCheck {
  /** What was asked, e.g. `Prometheus at https://prometheus.example.com`. */
  target: string;
  ok: boolean;
  /** For operators: what answered, or what is wrong and how to mend it. */
  message: string;
}

/**
 * How evidence of a kind that the product does not know is told: JSON pointers into
 * its payload.
 *
 * @public
 */
export interface PayloadKindDescription {
  kind: string;
  /** What sentences call the source; the kind, if absent. */
  name?: string;
  /** Of what happened. */
  title: string;
  /** Of when, if that is not the timestamp. */
  time?: string;
  severity?: string;
}

/**
 * A system that evidence comes from. It may push (`webhook`), be pulled from
 * (`collect`), read files that people upload (`uploads`), or several of these.
 *
 * @public
 */
export interface EvidenceSource {
  /**
   * Short lower-case name, e.g. `prometheus`. The webhook is at
   * `/api/postmortems/webhooks/<id>`.
   */
  readonly id: string;

  /** Takes what the source sends by itself. */
  readonly webhook?: WebhookHandler;

  /**
   * How its own kinds of payloads are told. What the configuration says of them
   * comes first.
   */
  readonly payloadKinds?: readonly PayloadKindDescription[];

  /** Files that it can read. */
  readonly uploads?: readonly EvidenceUpload[];

  /**
   * How long what it asks keeps evidence, in milliseconds; where there are several,
   * the shortest. Readers are told until when what could not be collected can still
   * be had.
   */
  readonly retentionMs?: number;

  /**
   * Asks each configured system whether it lets us in, with the rights that
   * evidence needs. An administrator waits for it, ten seconds at most.
   */
  testConnection?(options: { signal: AbortSignal }): Promise<ConnectionCheck[]>;

  /** Does what {@link IncidentAccess.enqueueTask} stored. */
  runTask?(
    task: SourceTask & { receivedAt: Date },
    access: IncidentAccess,
  ): Promise<void>;

  /**
   * Asks the source what its webhook may have missed: soon after the start, and
   * then at this frequency, by one replica at a time.
   */
  readonly poll?: {
    frequency: HumanDuration;
    run(access: IncidentAccess, signal: AbortSignal): Promise<void>;
  };

  /**
   * Takes text out of what the source keeps of an incident in tables of its own:
   * called after the incident, or a person in it, was erased. It may be called again
   * for the same incident.
   *
   * @param options - `rewrite` answers with what is kept of a text
   */
  rewriteStored?(options: {
    incidentKey: string;
    rewrite: (text: string) => string;
  }): Promise<void>;

  /**
   * Evidence within an incident's window. Called before the evidence is sealed.
   * A failure is shown in the postmortem as not checked, and does not stop it.
   *
   * @throws {@link PartialEvidenceError} when some of the evidence could be read
   */
  collect?(options: {
    incident: Incident;
    /**
     * Evidence counts when its timestamp is within; that of changes, such as
     * deployments, from `changesFrom`, where it is given.
     */
    window: { from: Date; to: Date; changesFrom?: Date };
    signal: AbortSignal;
    /** {@link IncidentAccess.restrict} of this incident. */
    restrict(reason: string): Promise<void>;
    /**
     * Adds evidence before all is read. Of use to sources that go on where they
     * were interrupted: what is returned is lost when the process ends first.
     */
    addEvidence(nodes: SubmitEvidenceNode[]): Promise<void>;
    /**
     * An administrator looks what would be taken, mostly for an incident that does
     * not exist: nothing is stored, and the source neither keeps nor heeds notes of
     * its own, such as how far it has read.
     */
    dryRun?: boolean;
    /** Tells an administrator where the source looks. */
    onPlace?(place: EvidencePlace): void;
  }): Promise<SubmitEvidenceNode[]>;
}

/** One of several places in which a source looks, such as a channel. @public */
export interface EvidencePlace {
  /** As people know it, e.g. `#incident-42`. */
  name: string;
  /** Only what names the incident or its services is taken from there. */
  shared: boolean;
  /** Its name is for few. */
  restricted: boolean;
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
