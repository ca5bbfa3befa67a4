import type {
  ActionItemCounts,
  ActionItemRecord,
  ActionItemStatus,
  EvidenceNode,
  EvidenceOutcome,
  EvidenceSeal,
  Incident,
  IncidentStatus,
  InvestigationTrace,
  Postmortem,
  PostmortemContent,
  PostmortemOrder,
  PostmortemSummary,
  PostmortemTemplate,
  ReviewStatus,
  ReviewedRevision,
  Revision,
  SealManifest,
  SourceType,
  PostmortemInput,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { IncidentFilter } from '@postmortems/backstage-plugin-postmortems-node';

import type { OrgMetricsStore } from '../../orgMetrics';
import type { IncidentScope } from './scope';

export type { IncidentFilter, IncidentScope };

/**
 * Which incidents a caller may see. Stores apply it first of all, so that what is not allowed is never counted or paged over.
 */
export type IncidentCriteria =
  | IncidentFilter
  | { anyOf: IncidentCriteria[] }
  | { allOf: IncidentCriteria[] }
  | { not: IncidentCriteria };

export type Page<T> = { items: T[]; nextCursor?: string };
export type PageRequest = { cursor?: string; limit: number };

/** Who did something, as the audit log names them. */
export type Actor = string;

export type ListIncidentsOptions = PageRequest &
  IncidentScope & { status?: IncidentStatus };

export interface IncidentStore {
  /**
   * Idempotent: the same key with the same content answers with the stored incident and `created: false`. Throws the same
   * `ConflictError` when the key is taken by an incident with other content and by one that `readable` does not admit; and
   * `NotAllowedError`, with nothing written, when `within` does not admit the new incident.
   */
  create(options: {
    incident: Incident;
    actor: Actor;
    readable?: IncidentCriteria;
    within?: IncidentCriteria;
  }): Promise<{ incident: Incident; created: boolean }>;
  /** Throws `NotFoundError`, also when the criteria do not admit the incident. */
  get(options: { key: string; criteria?: IncidentCriteria }): Promise<Incident>;
  /** Those that there are, by key, in a fixed number of queries. */
  getMany(options: { keys: readonly string[] }): Promise<Map<string, Incident>>;
  /** Newest start first. */
  list(options: ListIncidentsOptions): Promise<Page<Incident>>;
  /**
   * Applies `change` to the incident as it stands, in one transaction: what another replica wrote in between is never lost.
   * Throws what `change` throws.
   */
  update(options: {
    key: string;
    criteria?: IncidentCriteria;
    actor: Actor;
    change: (current: Incident) => Incident;
  }): Promise<Incident>;
}

export type ListEvidenceOptions = PageRequest & {
  incidentKey: string;
  sourceType?: SourceType;
  from?: string;
  to?: string;
  ids?: string[];
};

/** Evidence of an incident. Callers have checked that the incident may be read. */
export interface EvidenceStore {
  /**
   * Stores what is new. `created`: was not there; `duplicate`: the same id with the same content hash was; `rejected`: the id
   * is there with other content. Safe when two clients send the same batch at once. Order of outcomes = order of nodes.
   */
  insert(options: {
    incidentKey: string;
    nodes: EvidenceNode[];
    actor: Actor;
  }): Promise<EvidenceOutcome[]>;
  /** Ascending by timestamp, then id. */
  list(options: ListEvidenceOptions): Promise<Page<EvidenceNode>>;
  getMany(options: {
    incidentKey: string;
    ids: string[];
  }): Promise<Map<string, EvidenceNode>>;
  /**
   * Ascending by timestamp, then id, in bounded memory: all of it, or with `sealId` exactly what that seal covers, whatever
   * has arrived since.
   */
  stream(options: {
    incidentKey: string;
    sealId?: string;
  }): AsyncIterable<EvidenceNode>;
}

export interface SealStore {
  /** Idempotent: an equal seal (same root and record hash) of the incident is answered instead of a second row. */
  save(options: {
    seal: EvidenceSeal;
    /** As `summarise` gave it. */
    throughBatch: number;
    actor: Actor;
  }): Promise<EvidenceSeal>;
  get(options: { id: string }): Promise<EvidenceSeal>;
  /**
   * Root hash and counts over the evidence as it is stored now, computed in bounded memory. `throughBatch` is the last
   * batch of the incident that they cover.
   */
  summarise(options: {
    incidentKey: string;
  }): Promise<{ root: string; manifest: SealManifest; throughBatch: number }>;
}

export interface TraceStore {
  /**
   * Idempotent by trace id: same content answers with the stored trace, other content throws `ConflictError`. The step
   * nodes are stored as evidence in the same transaction.
   */
  create(options: {
    incidentKey: string;
    trace: InvestigationTrace;
    stepNodes: EvidenceNode[];
    actor: Actor;
  }): Promise<{ trace: InvestigationTrace; created: boolean }>;
  /** Newest first. */
  list(options: { incidentKey: string }): Promise<InvestigationTrace[]>;
}

export type ListPostmortemsOptions = PageRequest &
  IncidentScope & {
    incidentKey?: string;
    status?: ReviewStatus[];
    /** Beginnings of words in title or key. */
    q?: string;
    /** The newest incident first if none is given. */
    order?: PostmortemOrder;
  };

/** A document as lists show it, and what it says. */
export type PostmortemWithContent = {
  summary: PostmortemSummary;
  content: PostmortemContent;
};

/** Which verifier looked at a document's claims, and up to which batch of the incident's evidence. */
export type Verified = { version: string; throughBatch: number };

export interface PostmortemStore {
  /**
   * Writes the first revision of an incident's postmortem, or the next one of the existing postmortem; claims and spans are
   * stored with it, all in one transaction. What was approved goes back into review. When content, seal and trace equal the newest revision nothing is written and
   * the stored document is answered. An incident has one postmortem.
   */
  saveRevision(options: {
    incidentKey: string;
    revision: Pick<
      Revision,
      'author' | 'reason' | 'sealId' | 'traceId' | 'content'
    >;
    /** Throws `ConflictError` when another revision is the newest; 0 for none. */
    expectedRevision?: number;
    /** No sentence differs: an approval stays what it is. */
    sameWords?: boolean;
    /** All of it was written from what is sealed, and not only parts edited. */
    writtenAnew?: boolean;
    /** Given when every claim was looked at. */
    verified?: Verified;
    actor: Actor;
  }): Promise<{ postmortem: Postmortem; created: boolean }>;
  /** Documents whose claims have to be looked at again; those that have waited longest first. */
  listUnverified(options: {
    version: string;
    /** Those last looked at before this time are due as well. */
    before: string;
    limit: number;
  }): Promise<{ id: string; incidentKey: string }[]>;
  markVerified(options: { id: string; verified: Verified }): Promise<void>;
  /** The postmortem of an incident, if it has one. */
  findByIncident(options: {
    incidentKey: string;
  }): Promise<Postmortem | undefined>;
  /** What the document was written from and has changed since it was last written. */
  changedSinceDrafted(options: { id: string }): Promise<PostmortemInput[]>;
  /** One revision; throws `NotFoundError`. */
  getRevision(options: { id: string; revision: number }): Promise<Revision>;
  /** Throws `ConflictError` when it is not in `from` any more, or at another revision. */
  setStatus(options: {
    id: string;
    revision: number;
    from: ReviewStatus;
    to: ReviewStatus;
    reason: string;
    actor: Actor;
  }): Promise<Postmortem>;
  /** Throws `NotFoundError`, also when the criteria do not admit its incident. */
  get(options: {
    id: string;
    criteria?: IncidentCriteria;
  }): Promise<Postmortem>;
  list(options: ListPostmortemsOptions): Promise<Page<PostmortemSummary>>;
  /** Documents of public incidents with what they say, in a fixed order. */
  listPublicContents(
    options: PageRequest & { criteria?: IncidentCriteria },
  ): Promise<Page<PostmortemWithContent>>;
  /** Newest first. */
  listRevisions(
    options: PageRequest & { id: string },
  ): Promise<Page<ReviewedRevision>>;
}

export type ListActionItemsOptions = PageRequest &
  IncidentScope & {
    /** `none` for those that nobody owns. */
    owners?: string[] | 'none';
    postmortemId?: string;
    status?: ActionItemStatus;
    /** What is overdue is so at this time; the present if it is left out. */
    now?: string;
  };

export interface ActionItemStore {
  /** Idempotent: `creationHash` is over what the caller sent. Throws `ConflictError` when the id stands for something else. */
  create(options: {
    item: ActionItemRecord;
    creationHash: string;
    actor: Actor;
  }): Promise<{ item: ActionItemRecord; created: boolean }>;
  /**
   * Applies `change` to the item as it stands, in one transaction. Writes nothing when `change` returns the item that it was given.
   * Throws `NotFoundError`, and what `change` throws.
   */
  update(options: {
    postmortemId: string;
    id: string;
    actor: Actor;
    change: (current: ActionItemRecord) => ActionItemRecord;
  }): Promise<ActionItemRecord>;
  /** Due first. */
  list(options: ListActionItemsOptions): Promise<Page<ActionItemRecord>>;
  count(options: IncidentScope): Promise<ActionItemCounts>;
  /** All of one document, in the order in which they came up. */
  ofPostmortem(options: { id: string }): Promise<ActionItemRecord[]>;
}

export interface TemplateStore {
  /** Keeps each content of each version, so that an old revision can be explained. Idempotent. */
  save(options: {
    template: PostmortemTemplate;
    source: string;
  }): Promise<void>;
  /** The newest stored content of a version. */
  get(options: { version: string }): Promise<PostmortemTemplate | undefined>;
}

/** A webhook call that waits to be worked off. */
export type InboxDelivery = {
  sourceId: string;
  deliveryId: string;
  receivedAt: Date;
  body: string;
  /** Times that it was taken, this one included. */
  attempts: number;
};

export interface InboxStore {
  /** `false` when this delivery id is known already. */
  add(options: {
    sourceId: string;
    deliveryId: string;
    body: string;
  }): Promise<boolean>;
  /** Takes due deliveries for this replica alone (`FOR UPDATE SKIP LOCKED` on PostgreSQL), with a ticket that expires. */
  claim(options: {
    limit: number;
    leaseSeconds: number;
  }): Promise<(InboxDelivery & { ticket: string })[]>;
  /** Ignored when the ticket is no longer the current one. */
  complete(options: { ticket: string }): Promise<void>;
  /** Puts it back for `retryAt`; `undefined` gives up and keeps it with its error. */
  fail(options: {
    ticket: string;
    error: string;
    retryAt?: Date;
  }): Promise<void>;
}

export type Stores = {
  incidents: IncidentStore;
  evidence: EvidenceStore;
  seals: SealStore;
  traces: TraceStore;
  postmortems: PostmortemStore;
  actionItems: ActionItemStore;
  orgMetrics: OrgMetricsStore;
  templates: TemplateStore;
  inbox: InboxStore;
};
