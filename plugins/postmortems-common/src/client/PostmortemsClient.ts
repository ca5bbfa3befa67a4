import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import {
  actionItemCountsSchema,
  actionItemRecordSchema,
  countActionItemsQuerySchema,
  createIncidentSchema,
  addBlockSchema,
  decideCauseSchema,
  deliverySchema,
  editBlockSchema,
  erasurePreviewSchema,
  erasureSchema,
  evidenceNodeSchema,
  evidenceSealSchema,
  exportDocumentSchema,
  glossarySchema,
  incidentPictureSchema,
  incidentHoldSchema,
  incidentSchema,
  investigationTraceSchema,
  listActionItemsQuerySchema,
  listActionItemsResponseSchema,
  listContributingFactorCategoriesResponseSchema,
  listActivityQuerySchema,
  listAuditQuerySchema,
  listAuditResponseSchema,
  listDeliveriesQuerySchema,
  listDeliveriesResponseSchema,
  listErasuresResponseSchema,
  evidenceArchiveSchema,
  listEvidenceQuerySchema,
  listEvidenceResponseSchema,
  listOrgMetricIncidentsQuerySchema,
  listOrgMetricIncidentsResponseSchema,
  listIncidentsQuerySchema,
  listIncidentsResponseSchema,
  listMissingServicesResponseSchema,
  listPostmortemsQuerySchema,
  listPostmortemsResponseSchema,
  listRevisionsQuerySchema,
  listRevisionsResponseSchema,
  listSearchDocumentsQuerySchema,
  listSearchDocumentsResponseSchema,
  listStatementsQuerySchema,
  listStatementsResponseSchema,
  listTemplatesResponseSchema,
  listTracesResponseSchema,
  orgMetricsQuerySchema,
  orgMetricsSchema,
  postmortemSchema,
  provenanceGraphSchema,
  reassignIncidentsResponseSchema,
  retentionResponseSchema,
  submitEvidenceResponseSchema,
  submitTraceSchema,
  verifyClaimsResponseSchema,
  uploadResponseSchema,
  listUploadFormatsResponseSchema,
  listUnassignedEvidenceResponseSchema,
  listUnassignedEvidenceQuerySchema,
  dismissEvidenceResponseSchema,
  assignEvidenceResponseSchema,
  listSourcesResponseSchema,
  sourceConnectionSchema,
  sourcePreviewSchema,
  type AcceptUndetermined,
  type ActionItemCounts,
  type ActionItemRecord,
  type AddNote,
  type CreateActionItem,
  type CreatePostmortem,
  type Delivery,
  type Erasure,
  type ErasurePreview,
  type EvidenceNode,
  type EvidenceSeal,
  type ExportDocument,
  type Incident,
  type IncidentHold,
  type Glossary,
  type IncidentPicture,
  type InvestigationTrace,
  type ListActionItemsResponse,
  type ListContributingFactorCategoriesResponse,
  type ListAuditResponse,
  type ListDeliveriesResponse,
  type ListErasuresResponse,
  type EvidenceArchive,
  type ListEvidenceResponse,
  type ListIncidentsResponse,
  type ListMissingServicesResponse,
  type ListOrgMetricIncidentsResponse,
  type ListPostmortemsResponse,
  type ListRevisionsResponse,
  type ListSearchDocumentsResponse,
  type ListStatementsResponse,
  type ListTemplatesResponse,
  type ListTracesResponse,
  type OrgMetrics,
  type PatchActionItem,
  type PatchIncident,
  type Postmortem,
  type ProvenanceGraph,
  type ReassignIncidents,
  type ReassignIncidentsResponse,
  type RequestErasure,
  type RetentionQuery,
  type RetentionResponse,
  type SubmitEvidenceNode,
  type SubmitEvidenceResponse,
  type MoveBlock,
  type SectionId,
  type SetBlockCategory,
  type SetLegalHold,
  type Transition,
  type VerifyClaims,
  type UploadQuery,
  type UploadResponse,
  type ListUploadFormatsResponse,
  type ListUnassignedEvidenceResponse,
  type DismissEvidenceResponse,
  type DismissEvidence,
  type AssignEvidenceResponse,
  type AssignEvidence,
  type ListSourcesResponse,
  type PreviewSourceQuery,
  type SourceConnection,
  type SourcePreview,
  type VerifyClaimsResponse,
} from '../schema';
import {
  isAlreadyDone,
  mayBeDone,
  newIdempotencyKey,
  sendAgain,
} from './sendAgain';

/** Options of every request. @public */
export type PostmortemsRequestOptions = {
  /** Backstage token. Not needed in the browser, where `fetchApi` adds one. */
  token?: string;
  /** Aborts the request. */
  signal?: AbortSignal;
  /**
   * Of a write: the same for calls that are to be done once. A call that gets no
   * answer is sent again under one key by itself.
   */
  idempotencyKey?: string;
};

/** The methods of {@link PostmortemsClient}, for mocks and decorators. @public */
export type PostmortemsApi = Pick<PostmortemsClient, keyof PostmortemsClient>;

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT';

/** Writes without an answer whose keys are kept. */
const MAX_UNANSWERED = 100;
/** After this time the same write is meant anew, in milliseconds. */
const KEPT_MS = 60_000;

/**
 * Client of the HTTP API under `/api/postmortems/v1`. Responses are parsed with
 * the schemas of this package.
 *
 * Methods throw `ResponseError` from `@backstage/errors` when the server answers
 * with an error, and `ZodError` when a response does not match its schema.
 *
 * @public
 */
export class PostmortemsClient {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };
  /** Of writes that nobody knows the outcome of, for when somebody tries again. */
  readonly #unansweredKeys = new Map<
    string,
    { key: string; about: string; keptAt: number }
  >();

  /** @param options - `fetchApi` defaults to the global `fetch` */
  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi?: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi ?? { fetch };
  }

  /**
   * Creates an incident.
   *
   * @throws `ConflictError` as cause when the key is taken by another incident
   */
  async createIncident(
    incident: z.input<typeof createIncidentSchema>,
    options?: PostmortemsRequestOptions,
  ): Promise<Incident> {
    return this.#send('POST', incidentSchema, '/incidents', incident, options);
  }

  /** Lists incidents, the last started first. */
  async listIncidents(
    query: z.input<typeof listIncidentsQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ): Promise<ListIncidentsResponse> {
    return this.#get(listIncidentsResponseSchema, '/incidents', query, options);
  }

  /** The incident with a key. */
  async getIncident(
    key: string,
    options?: PostmortemsRequestOptions,
  ): Promise<Incident> {
    return this.#get(incidentSchema, incidentPath(key), {}, options);
  }

  /** Changes an incident; `null` clears an optional field. */
  async patchIncident(
    key: string,
    patch: PatchIncident,
    options?: PostmortemsRequestOptions,
  ): Promise<Incident> {
    return this.#send(
      'PATCH',
      incidentSchema,
      incidentPath(key),
      patch,
      options,
      incidentPath(key),
    );
  }

  /** Replaces a service by another one in all incidents that one may change. */
  async reassignIncidents(
    refs: ReassignIncidents,
    options?: PostmortemsRequestOptions,
  ): Promise<ReassignIncidentsResponse> {
    return this.#send(
      'POST',
      reassignIncidentsResponseSchema,
      '/incidents/reassign',
      refs,
      options,
    );
  }

  /** Lists services of incidents that the catalog does not have. */
  async listMissingServices(
    options?: PostmortemsRequestOptions,
  ): Promise<ListMissingServicesResponse> {
    return this.#get(
      listMissingServicesResponseSchema,
      '/services/missing',
      {},
      options,
    );
  }

  /** Lists who changed what, the newest first. For administrators. */
  async listAudit(
    query: Omit<z.input<typeof listAuditQuerySchema>, 'format'> = {},
    options?: PostmortemsRequestOptions,
  ): Promise<ListAuditResponse> {
    return this.#get(listAuditResponseSchema, '/audit', query, options);
  }

  /** Lists who changed what of a postmortem and its incident, the newest first. */
  async listActivity(
    id: string,
    query: z.input<typeof listActivityQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ): Promise<ListAuditResponse> {
    const path = postmortemPath(id, 'activity');
    return this.#get(listAuditResponseSchema, path, query, options);
  }

  /** Lists evidence that belongs to no incident yet, the newest first. */
  async listUnassignedEvidence(
    query: z.input<typeof listUnassignedEvidenceQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ): Promise<ListUnassignedEvidenceResponse> {
    return this.#get(
      listUnassignedEvidenceResponseSchema,
      '/unassigned-evidence',
      query,
      options,
    );
  }

  /** Adds offered evidence to an incident. */
  async assignEvidence(
    key: string,
    sent: AssignEvidence,
    options?: PostmortemsRequestOptions,
  ): Promise<AssignEvidenceResponse> {
    return this.#send(
      'POST',
      assignEvidenceResponseSchema,
      incidentPath(key, 'assigned-evidence'),
      sent,
      options,
    );
  }

  /** Takes evidence out of the list of what is unassigned. */
  async dismissEvidence(
    sent: DismissEvidence,
    options?: PostmortemsRequestOptions,
  ): Promise<DismissEvidenceResponse> {
    return this.#send(
      'POST',
      dismissEvidenceResponseSchema,
      '/unassigned-evidence/dismiss',
      sent,
      options,
    );
  }

  /** Lists the sources of evidence, and how each is doing. */
  async listSources(
    options?: PostmortemsRequestOptions,
  ): Promise<ListSourcesResponse> {
    return this.#get(listSourcesResponseSchema, '/sources', {}, options);
  }

  /** Tests the connection to a source. */
  async testSource(
    source: string,
    options?: PostmortemsRequestOptions,
  ): Promise<SourceConnection> {
    const path = sourcePath(source, 'connection');
    return this.#get(sourceConnectionSchema, path, {}, options);
  }

  /** What a source would take of a past window. Nothing is stored. */
  async previewSource(
    source: string,
    query: PreviewSourceQuery,
    options?: PostmortemsRequestOptions,
  ): Promise<SourcePreview> {
    const path = sourcePath(source, 'preview');
    return this.#get(sourcePreviewSchema, path, query, options);
  }

  /** Lists formats of files that can be uploaded to an incident. */
  async listUploadFormats(
    options?: PostmortemsRequestOptions,
  ): Promise<ListUploadFormatsResponse> {
    return this.#get(
      listUploadFormatsResponseSchema,
      '/upload-formats',
      {},
      options,
    );
  }

  /** Adds the evidence in a file to an incident. */
  async uploadEvidence(
    key: string,
    format: string,
    file: Blob,
    options?: PostmortemsRequestOptions & UploadQuery,
  ): Promise<UploadResponse> {
    const { fileName, startedAt } = options ?? {};
    const about = new URLSearchParams({
      ...(fileName && { fileName }),
      ...(startedAt && { startedAt }),
    });
    return this.#send(
      'POST',
      uploadResponseSchema,
      `${incidentPath(key, 'uploads', format)}${
        about.size > 0 ? `?${about}` : ''
      }`,
      file,
      options,
    );
  }

  /** Lists what webhooks delivered and could not be processed, oldest first. */
  async listDeliveries(
    query: z.input<typeof listDeliveriesQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ): Promise<ListDeliveriesResponse> {
    return this.#get(
      listDeliveriesResponseSchema,
      '/deliveries',
      query,
      options,
    );
  }

  /** One delivery with its whole body. */
  async getDelivery(
    source: string,
    id: string,
    options?: PostmortemsRequestOptions,
  ): Promise<Delivery> {
    return this.#get(deliverySchema, deliveryPath(source, id), {}, options);
  }

  /** Tries a delivery again that was given up. */
  async retryDelivery(
    source: string,
    id: string,
    options?: PostmortemsRequestOptions,
  ): Promise<Delivery> {
    const path = deliveryPath(source, id, 'retry');
    return this.#send(
      'POST',
      deliverySchema,
      path,
      {},
      options,
      deliveryPath(source, id),
    );
  }

  /** Drops a delivery that was given up; its body is deleted. */
  async dropDelivery(
    source: string,
    id: string,
    options?: PostmortemsRequestOptions,
  ): Promise<Delivery> {
    const path = deliveryPath(source, id, 'drop');
    return this.#send(
      'POST',
      deliverySchema,
      path,
      {},
      options,
      deliveryPath(source, id),
    );
  }

  /** What an erasure would change. */
  async previewErasure(
    request: RequestErasure,
    options?: PostmortemsRequestOptions,
  ): Promise<ErasurePreview> {
    const path = '/erasures/preview';
    return this.#send('POST', erasurePreviewSchema, path, request, options);
  }

  /** Begins to erase the data of a person or the text of an incident. */
  async requestErasure(
    request: RequestErasure,
    options?: PostmortemsRequestOptions,
  ): Promise<Erasure> {
    return this.#send('POST', erasureSchema, '/erasures', request, options);
  }

  /** How far an erasure has come. */
  async getErasure(
    id: string,
    options?: PostmortemsRequestOptions,
  ): Promise<Erasure> {
    const path = `/erasures/${encodeURIComponent(id)}`;
    return this.#get(erasureSchema, path, {}, options);
  }

  /** Lists erasures, the newest first. */
  async listErasures(
    options?: PostmortemsRequestOptions,
  ): Promise<ListErasuresResponse> {
    return this.#get(listErasuresResponseSchema, '/erasures', {}, options);
  }

  /** Incidents whose time is over, or will be until then. */
  async listRetention(
    query: RetentionQuery = {},
    options?: PostmortemsRequestOptions,
  ): Promise<RetentionResponse> {
    return this.#get(retentionResponseSchema, '/retention', query, options);
  }

  /** Keeps an incident whatever its age; `null` ends that. */
  async setLegalHold(
    key: string,
    hold: SetLegalHold,
    options?: PostmortemsRequestOptions,
  ): Promise<IncidentHold> {
    const path = incidentPath(key, 'legal-hold');
    return this.#send('PUT', incidentHoldSchema, path, hold, options);
  }

  /** Org metrics over the incidents that the query selects. */
  async getOrgMetrics(
    query: z.input<typeof orgMetricsQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ): Promise<OrgMetrics> {
    return this.#get(orgMetricsSchema, '/org-metrics', query, options);
  }

  /** Lists the incidents that one of the org metrics counts. */
  async listOrgMetricIncidents(
    query: z.input<typeof listOrgMetricIncidentsQuerySchema>,
    options?: PostmortemsRequestOptions,
  ): Promise<ListOrgMetricIncidentsResponse> {
    return this.#get(
      listOrgMetricIncidentsResponseSchema,
      '/org-metrics/incidents',
      query,
      options,
    );
  }

  /**
   * Adds evidence to an incident. Each node has its own outcome: a rejected one
   * does not fail the batch.
   */
  async submitEvidence(
    key: string,
    nodes: SubmitEvidenceNode[],
    options?: PostmortemsRequestOptions,
  ): Promise<SubmitEvidenceResponse> {
    return this.#send(
      'POST',
      submitEvidenceResponseSchema,
      incidentPath(key, 'evidence'),
      { nodes },
      options,
    );
  }

  /** Lists the evidence of an incident, ascending by timestamp, then id. */
  async listEvidence(
    key: string,
    query: z.input<typeof listEvidenceQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ): Promise<ListEvidenceResponse> {
    return this.#get(
      listEvidenceResponseSchema,
      incidentPath(key, 'evidence'),
      query,
      options,
    );
  }

  /** Whether the evidence is archived, and until when its sources have it. */
  async getEvidenceArchive(
    key: string,
    options?: PostmortemsRequestOptions,
  ): Promise<EvidenceArchive> {
    return this.#get(
      evidenceArchiveSchema,
      incidentPath(key, 'archive'),
      {},
      options,
    );
  }

  /** What can be said of one piece of evidence, or of the incident's record. */
  async listStatements(
    key: string,
    evidenceId: string,
    query: z.input<typeof listStatementsQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ): Promise<ListStatementsResponse> {
    return this.#get(
      listStatementsResponseSchema,
      incidentPath(key, 'evidence', evidenceId, 'statements'),
      query,
      options,
    );
  }

  /** Keeps what the signed-in person saw as evidence, and returns it. */
  async addNote(
    key: string,
    note: AddNote,
    options?: PostmortemsRequestOptions,
  ): Promise<EvidenceNode> {
    return this.#send(
      'POST',
      evidenceNodeSchema,
      incidentPath(key, 'notes'),
      note,
      options,
    );
  }

  /** Adds an investigation trace to an incident. Repeating it changes nothing. */
  async submitTrace(
    key: string,
    trace: z.input<typeof submitTraceSchema>,
    options?: PostmortemsRequestOptions,
  ): Promise<InvestigationTrace> {
    return this.#send(
      'POST',
      investigationTraceSchema,
      incidentPath(key, 'traces'),
      trace,
      options,
    );
  }

  /** Lists the investigation traces of an incident. */
  async listTraces(
    key: string,
    options?: PostmortemsRequestOptions,
  ): Promise<ListTracesResponse> {
    return this.#get(
      listTracesResponseSchema,
      incidentPath(key, 'traces'),
      {},
      options,
    );
  }

  /** Verifies claims against the evidence of an incident. Stores nothing. */
  async verifyClaims(
    key: string,
    request: VerifyClaims,
    options?: PostmortemsRequestOptions,
  ): Promise<VerifyClaimsResponse> {
    return this.#send(
      'POST',
      verifyClaimsResponseSchema,
      incidentPath(key, 'claims', 'verify'),
      request,
      options,
    );
  }

  /**
   * Drafts the postmortem of an incident, or returns the one that exists. See
   * {@link PostmortemsClient.regeneratePostmortem}.
   */
  async createPostmortem(
    key: string,
    request: CreatePostmortem = {},
    options?: PostmortemsRequestOptions,
  ): Promise<Postmortem> {
    return this.#send(
      'POST',
      postmortemSchema,
      incidentPath(key, 'postmortems'),
      request,
      options,
    );
  }

  /** Lists postmortems in the order that the query names. */
  async listPostmortems(
    query: z.input<typeof listPostmortemsQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ): Promise<ListPostmortemsResponse> {
    return this.#get(
      listPostmortemsResponseSchema,
      '/postmortems',
      query,
      options,
    );
  }

  /** A postmortem at its newest revision. */
  async getPostmortem(
    id: string,
    options?: PostmortemsRequestOptions,
  ): Promise<Postmortem> {
    return this.#get(postmortemSchema, postmortemPath(id), {}, options);
  }

  /**
   * Replaces the claims of a block.
   *
   * @throws `ConflictError` as cause when the postmortem has a newer revision
   */
  async editBlock(
    id: string,
    blockId: string,
    edit: z.input<typeof editBlockSchema>,
    options?: PostmortemsRequestOptions,
  ): Promise<Postmortem> {
    return this.#send(
      'PUT',
      postmortemSchema,
      postmortemPath(id, 'blocks', blockId),
      edit,
      options,
      postmortemPath(id),
    );
  }

  /** Adds a block that a person writes to a section. */
  async addBlock(
    id: string,
    sectionId: SectionId,
    block: z.input<typeof addBlockSchema>,
    options?: PostmortemsRequestOptions,
  ): Promise<Postmortem> {
    return this.#send(
      'POST',
      postmortemSchema,
      postmortemPath(id, 'sections', sectionId, 'blocks'),
      block,
      options,
      postmortemPath(id),
    );
  }

  /** Moves a block within its section, after another one or to its beginning. */
  async moveBlock(
    id: string,
    blockId: string,
    position: MoveBlock,
    options?: PostmortemsRequestOptions,
  ): Promise<Postmortem> {
    return this.#send(
      'PUT',
      postmortemSchema,
      postmortemPath(id, 'blocks', blockId, 'position'),
      position,
      options,
      postmortemPath(id),
    );
  }

  /** Chooses the category of a cause or contributing factor; `null` removes it. */
  async setBlockCategory(
    id: string,
    blockId: string,
    choice: SetBlockCategory,
    options?: PostmortemsRequestOptions,
  ): Promise<Postmortem> {
    return this.#send(
      'PUT',
      postmortemSchema,
      postmortemPath(id, 'blocks', blockId, 'category'),
      choice,
      options,
      postmortemPath(id),
    );
  }

  /** Lists the configured categories of causes and contributing factors. */
  async listContributingFactorCategories(
    options?: PostmortemsRequestOptions,
  ): Promise<ListContributingFactorCategoriesResponse> {
    return this.#get(
      listContributingFactorCategoriesResponseSchema,
      '/contributing-factor-categories',
      {},
      options,
    );
  }

  /** Drafts a postmortem again from the current evidence; edits by people stay. */
  async regeneratePostmortem(
    id: string,
    options?: PostmortemsRequestOptions,
  ): Promise<Postmortem> {
    return this.#send(
      'POST',
      postmortemSchema,
      postmortemPath(id, 'regenerate'),
      {},
      options,
      postmortemPath(id),
    );
  }

  /** Has verdicts recomputed that were left: see `recheckParkedSince`. */
  async retryRecheck(
    id: string,
    options?: PostmortemsRequestOptions,
  ): Promise<Postmortem> {
    return this.#send(
      'POST',
      postmortemSchema,
      postmortemPath(id, 'recheck'),
      {},
      options,
      postmortemPath(id),
    );
  }

  /** Moves a postmortem to another review status. */
  async transitionPostmortem(
    id: string,
    transition: Transition,
    options?: PostmortemsRequestOptions,
  ): Promise<Postmortem> {
    return this.#send(
      'POST',
      postmortemSchema,
      postmortemPath(id, 'transitions'),
      transition,
      options,
      postmortemPath(id),
    );
  }

  /**
   * Confirms a possible cause, rules it out, or opens it again.
   *
   * @throws `ConflictError` as cause when the claim or its decision has changed
   *   since `baseRevision`; `RuleViolationError` with what a confirmation lacks
   */
  async decideCause(
    id: string,
    claimId: string,
    decision: z.input<typeof decideCauseSchema>,
    options?: PostmortemsRequestOptions,
  ): Promise<Postmortem> {
    return this.#send(
      'POST',
      postmortemSchema,
      postmortemPath(id, 'causes', claimId, 'decision'),
      decision,
      options,
      postmortemPath(id),
    );
  }

  /**
   * Accepts that the root cause is undetermined, or takes that back.
   *
   * @throws `ConflictError` as cause when what is known of the cause has changed
   *   since `baseRevision`
   */
  async acceptUndetermined(
    id: string,
    acceptance: AcceptUndetermined,
    options?: PostmortemsRequestOptions,
  ): Promise<Postmortem> {
    return this.#send(
      'POST',
      postmortemSchema,
      postmortemPath(id, 'undetermined'),
      acceptance,
      options,
      postmortemPath(id),
    );
  }

  /** Lists the revisions of a postmortem, newest first. */
  async listRevisions(
    id: string,
    query: z.input<typeof listRevisionsQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ): Promise<ListRevisionsResponse> {
    return this.#get(
      listRevisionsResponseSchema,
      postmortemPath(id, 'revisions'),
      query,
      options,
    );
  }

  /** The graph from the claims of a postmortem to evidence and hypotheses. */
  async getProvenance(
    id: string,
    options?: PostmortemsRequestOptions,
  ): Promise<ProvenanceGraph> {
    return this.#get(
      provenanceGraphSchema,
      postmortemPath(id, 'provenance'),
      {},
      options,
    );
  }

  /** What the incident of a postmortem looked like over time. */
  async getPicture(
    id: string,
    options?: PostmortemsRequestOptions,
  ): Promise<IncidentPicture> {
    return this.#get(
      incidentPictureSchema,
      postmortemPath(id, 'picture'),
      {},
      options,
    );
  }

  /** The services and metrics that a postmortem names, explained. */
  async getGlossary(
    id: string,
    options?: PostmortemsRequestOptions,
  ): Promise<Glossary> {
    return this.#get(
      glossarySchema,
      postmortemPath(id, 'glossary'),
      {},
      options,
    );
  }

  /** The seal over the evidence that a postmortem was drafted from. */
  async getSeal(
    id: string,
    options?: PostmortemsRequestOptions,
  ): Promise<EvidenceSeal> {
    return this.#get(
      evidenceSealSchema,
      postmortemPath(id, 'seal'),
      {},
      options,
    );
  }

  /** A postmortem as Markdown. */
  async exportMarkdown(
    id: string,
    options?: PostmortemsRequestOptions,
  ): Promise<string> {
    return this.#exportText(id, 'markdown', options);
  }

  /** A postmortem as one HTML file that loads nothing, with its picture. */
  async exportHtml(
    id: string,
    options?: PostmortemsRequestOptions,
  ): Promise<string> {
    return this.#exportText(id, 'html', options);
  }

  /** A postmortem with all that is needed to verify it elsewhere. */
  async exportJson(
    id: string,
    options?: PostmortemsRequestOptions,
  ): Promise<ExportDocument> {
    return this.#get(
      exportDocumentSchema,
      postmortemPath(id, 'export'),
      { format: 'json' },
      options,
    );
  }

  /** Lists action items, due first; then those without a date. */
  async listActionItems(
    query: z.input<typeof listActionItemsQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ): Promise<ListActionItemsResponse> {
    return this.#get(
      listActionItemsResponseSchema,
      '/action-items',
      query,
      options,
    );
  }

  /** Counts action items by status. */
  async countActionItems(
    query: z.input<typeof countActionItemsQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ): Promise<ActionItemCounts> {
    return this.#get(
      actionItemCountsSchema,
      '/action-items/counts',
      query,
      options,
    );
  }

  /** Adds an action item to a postmortem. */
  async createActionItem(
    postmortemId: string,
    item: CreateActionItem,
    options?: PostmortemsRequestOptions,
  ): Promise<ActionItemRecord> {
    return this.#send(
      'POST',
      actionItemRecordSchema,
      postmortemPath(postmortemId, 'action-items'),
      item,
      options,
    );
  }

  /**
   * Changes an action item.
   *
   * @throws `ConflictError` as cause when the item has a newer version
   */
  async patchActionItem(
    postmortemId: string,
    itemId: string,
    patch: PatchActionItem,
    options?: PostmortemsRequestOptions,
  ): Promise<ActionItemRecord> {
    return this.#send(
      'PATCH',
      actionItemRecordSchema,
      postmortemPath(postmortemId, 'action-items', itemId),
      patch,
      options,
    );
  }

  /** Lists the templates and where they were read from. */
  async listTemplates(
    options?: PostmortemsRequestOptions,
  ): Promise<ListTemplatesResponse> {
    return this.#get(listTemplatesResponseSchema, '/templates', {}, options);
  }

  /**
   * Lists what a search index stores of postmortems of public incidents. For
   * services only.
   */
  async listSearchDocuments(
    query: z.input<typeof listSearchDocumentsQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ): Promise<ListSearchDocumentsResponse> {
    return this.#get(
      listSearchDocumentsResponseSchema,
      '/search-documents',
      query,
      options,
    );
  }

  async #exportText(
    id: string,
    format: 'markdown' | 'html',
    options?: PostmortemsRequestOptions,
  ): Promise<string> {
    const path = postmortemPath(id, 'export');
    const query = { format };
    const response = await this.#fetch('GET', path, { query, ...options });
    return response.text();
  }

  async #get<T>(
    schema: z.ZodType<T>,
    path: string,
    query: object,
    options?: PostmortemsRequestOptions,
  ): Promise<T> {
    const begunAt = Date.now();
    const response = await this.#fetch('GET', path, { ...options, query });
    this.#forgetKeys(path, begunAt);
    return schema.parse(await response.json());
  }

  /**
   * Sends a write until it is answered.
   *
   * @param readAt - where its answer can be read when it was done and the answer
   *   is lost
   */
  async #send<T>(
    method: Method,
    schema: z.ZodType<T>,
    path: string,
    body: object,
    options?: PostmortemsRequestOptions,
    readAt?: string,
  ): Promise<T> {
    const write = JSON.stringify([method, path, body]);
    const begunAt = Date.now();
    const kept = this.#unansweredKeys.get(write);
    this.#unansweredKeys.delete(write);
    const idempotencyKey =
      options?.idempotencyKey ??
      (kept && begunAt - kept.keptAt < KEPT_MS
        ? kept.key
        : newIdempotencyKey());
    try {
      const response = await sendAgain(
        () => this.#fetch(method, path, { ...options, idempotencyKey, body }),
        options?.signal,
      );
      this.#forgetKeys(path, Infinity);
      return schema.parse(await response.json());
    } catch (error) {
      if (readAt !== undefined && isAlreadyDone(error)) {
        return this.#get(schema, readAt, {}, options);
      }
      if (mayBeDone(error)) {
        this.#unansweredKeys.set(write, {
          key: idempotencyKey,
          about: subjectOf(path),
          keptAt: Date.now(),
        });
        this.#limitKeys();
      }
      throw error;
    }
  }

  /** What was changed or read since is known: the same write is meant anew. */
  #forgetKeys(path: string, until: number): void {
    const about = subjectOf(path);
    for (const [write, kept] of this.#unansweredKeys) {
      if (kept.about === about && kept.keptAt <= until) {
        this.#unansweredKeys.delete(write);
      }
    }
  }

  #limitKeys(): void {
    const [oldest] = this.#unansweredKeys.keys();
    if (this.#unansweredKeys.size > MAX_UNANSWERED) {
      this.#unansweredKeys.delete(oldest);
    }
  }

  async #fetch(
    method: Method,
    path: string,
    parts: PostmortemsRequestOptions & { query?: object; body?: object },
  ): Promise<Response> {
    const { token, signal, idempotencyKey, query = {}, body } = parts;
    const baseUrl = await this.#discoveryApi.getBaseUrl('postmortems');
    const url = new URL(`${baseUrl}/v1${path}`);
    for (const [name, values] of Object.entries(query)) {
      for (const value of [values].flat()) {
        if (value !== undefined) url.searchParams.append(name, String(value));
      }
    }
    const response = await this.#fetchApi.fetch(url.toString(), {
      method,
      signal,
      headers: {
        ...(body && {
          'content-type':
            body instanceof Blob
              ? 'application/octet-stream'
              : 'application/json',
        }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      },
      body: body instanceof Blob ? body : body && JSON.stringify(body),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(
        response as Parameters<typeof ResponseError.fromResponse>[0],
      );
    }
    return response;
  }
}

/** The incident or postmortem that a path is about, or else its collection. */
function subjectOf(path: string): string {
  return path.split('/', 3).join('/');
}

function deliveryPath(source: string, id: string, ...rest: string[]): string {
  return ['/deliveries', ...[source, id, ...rest].map(encodeURIComponent)].join(
    '/',
  );
}

function sourcePath(source: string, view: string): string {
  return `/sources/${encodeURIComponent(source)}/${view}`;
}

function incidentPath(key: string, ...rest: string[]) {
  return `/incidents/${[key, ...rest].map(encodeURIComponent).join('/')}`;
}

function postmortemPath(id: string, ...rest: string[]) {
  return `/postmortems/${[id, ...rest].map(encodeURIComponent).join('/')}`;
}
