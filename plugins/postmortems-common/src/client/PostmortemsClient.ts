import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import {
  actionItemCountsSchema,
  actionItemRecordSchema,
  countActionItemsQuerySchema,
  CreateActionItem,
  createIncidentSchema,
  CreatePostmortem,
  editBlockSchema,
  evidenceSealSchema,
  exportDocumentSchema,
  incidentSchema,
  investigationTraceSchema,
  listActionItemsQuerySchema,
  listActionItemsResponseSchema,
  listEvidenceQuerySchema,
  listEvidenceResponseSchema,
  listFigureIncidentsQuerySchema,
  listFigureIncidentsResponseSchema,
  listIncidentsQuerySchema,
  listIncidentsResponseSchema,
  listPostmortemsQuerySchema,
  listPostmortemsResponseSchema,
  listRevisionsResponseSchema,
  listSearchDocumentsQuerySchema,
  listSearchDocumentsResponseSchema,
  listTemplatesResponseSchema,
  listTracesResponseSchema,
  metricsQuerySchema,
  metricsSchema,
  PatchActionItem,
  PatchIncident,
  provenanceGraphSchema,
  postmortemSchema,
  SubmitEvidenceNode,
  submitEvidenceResponseSchema,
  submitTraceSchema,
  Transition,
  VerifyClaims,
  verifyClaimsResponseSchema,
} from '../schema';

/** What a request carries besides its content. @public */
export type PostmortemsRequestOptions = {
  /** Backstage token; left out in the browser, where `fetchApi` adds it. */
  token?: string;
  signal?: AbortSignal;
};

/** The calls of the HTTP API under `/api/postmortems/v1`. @public */
export type PostmortemsApi = Pick<PostmortemsClient, keyof PostmortemsClient>;

type Query = Record<string, string | number | string[] | undefined>;

/**
 * Client of the HTTP API, typed by the schemas that the server answers with. Failures throw `ResponseError` from
 * `@backstage/errors`.
 *
 * @public
 */
export class PostmortemsClient {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi?: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi ?? { fetch };
  }

  async createIncident(
    incident: z.input<typeof createIncidentSchema>,
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(incidentSchema, 'POST', '/incidents', {
      body: incident,
      ...options,
    });
  }

  async listIncidents(
    query: z.input<typeof listIncidentsQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(listIncidentsResponseSchema, 'GET', '/incidents', {
      query: query as Query,
      ...options,
    });
  }

  async getIncident(key: string, options?: PostmortemsRequestOptions) {
    return this.#request(incidentSchema, 'GET', incidentPath(key), options);
  }

  async getMetrics(
    query: z.input<typeof metricsQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(metricsSchema, 'GET', '/metrics', {
      query: query as Query,
      ...options,
    });
  }

  /** The incidents behind a figure. */
  async listFigureIncidents(
    query: z.input<typeof listFigureIncidentsQuerySchema>,
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(
      listFigureIncidentsResponseSchema,
      'GET',
      '/metrics/incidents',
      { query: query as Query, ...options },
    );
  }

  async listActionItems(
    query: z.input<typeof listActionItemsQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(
      listActionItemsResponseSchema,
      'GET',
      '/action-items',
      { query: query as Query, ...options },
    );
  }

  async countActionItems(
    query: z.input<typeof countActionItemsQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(
      actionItemCountsSchema,
      'GET',
      '/action-items/counts',
      { query: query as Query, ...options },
    );
  }

  /** What a search index holds, for machines. */
  async listSearchDocuments(
    query: z.input<typeof listSearchDocumentsQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(
      listSearchDocumentsResponseSchema,
      'GET',
      '/search-documents',
      { query: query as Query, ...options },
    );
  }

  async createActionItem(
    postmortemId: string,
    item: CreateActionItem,
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(
      actionItemRecordSchema,
      'POST',
      `/postmortems/${encodeURIComponent(postmortemId)}/action-items`,
      { body: item, ...options },
    );
  }

  async patchActionItem(
    postmortemId: string,
    itemId: string,
    patch: PatchActionItem,
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(
      actionItemRecordSchema,
      'PATCH',
      `/postmortems/${encodeURIComponent(
        postmortemId,
      )}/action-items/${encodeURIComponent(itemId)}`,
      { body: patch, ...options },
    );
  }

  async patchIncident(
    key: string,
    patch: PatchIncident,
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(incidentSchema, 'PATCH', incidentPath(key), {
      body: patch,
      ...options,
    });
  }

  async submitEvidence(
    key: string,
    nodes: SubmitEvidenceNode[],
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(
      submitEvidenceResponseSchema,
      'POST',
      `${incidentPath(key)}/evidence`,
      { body: { nodes }, ...options },
    );
  }

  async listEvidence(
    key: string,
    query: z.input<typeof listEvidenceQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(
      listEvidenceResponseSchema,
      'GET',
      `${incidentPath(key)}/evidence`,
      { query: query as Query, ...options },
    );
  }

  async submitTrace(
    key: string,
    trace: z.input<typeof submitTraceSchema>,
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(
      investigationTraceSchema,
      'POST',
      `${incidentPath(key)}/traces`,
      { body: trace, ...options },
    );
  }

  async listTraces(key: string, options?: PostmortemsRequestOptions) {
    return this.#request(
      listTracesResponseSchema,
      'GET',
      `${incidentPath(key)}/traces`,
      options,
    );
  }

  async verifyClaims(
    key: string,
    request: VerifyClaims,
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(
      verifyClaimsResponseSchema,
      'POST',
      `${incidentPath(key)}/claims/verify`,
      { body: request, ...options },
    );
  }

  /** The first draft; a document that is there already is answered as it is. See {@link PostmortemsClient.regeneratePostmortem}. */
  async createPostmortem(
    key: string,
    request: CreatePostmortem = {},
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(
      postmortemSchema,
      'POST',
      `${incidentPath(key)}/postmortems`,
      { body: request, ...options },
    );
  }

  async listPostmortems(
    query: z.input<typeof listPostmortemsQuerySchema> = {},
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(listPostmortemsResponseSchema, 'GET', '/postmortems', {
      query: query as Query,
      ...options,
    });
  }

  async getPostmortem(id: string, options?: PostmortemsRequestOptions) {
    return this.#request(postmortemSchema, 'GET', postmortemPath(id), options);
  }

  async editBlock(
    id: string,
    blockId: string,
    edit: z.input<typeof editBlockSchema>,
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(
      postmortemSchema,
      'PUT',
      `${postmortemPath(id)}/blocks/${encodeURIComponent(blockId)}`,
      { body: edit, ...options },
    );
  }

  async regeneratePostmortem(id: string, options?: PostmortemsRequestOptions) {
    return this.#request(
      postmortemSchema,
      'POST',
      `${postmortemPath(id)}/regenerate`,
      { body: {}, ...options },
    );
  }

  async transitionPostmortem(
    id: string,
    transition: Transition,
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(
      postmortemSchema,
      'POST',
      `${postmortemPath(id)}/transitions`,
      { body: transition, ...options },
    );
  }

  async listRevisions(
    id: string,
    query: { cursor?: string; limit?: number } = {},
    options?: PostmortemsRequestOptions,
  ) {
    return this.#request(
      listRevisionsResponseSchema,
      'GET',
      `${postmortemPath(id)}/revisions`,
      { query, ...options },
    );
  }

  async getProvenance(id: string, options?: PostmortemsRequestOptions) {
    return this.#request(
      provenanceGraphSchema,
      'GET',
      `${postmortemPath(id)}/provenance`,
      options,
    );
  }

  async getSeal(id: string, options?: PostmortemsRequestOptions) {
    return this.#request(
      evidenceSealSchema,
      'GET',
      `${postmortemPath(id)}/seal`,
      options,
    );
  }

  async exportMarkdown(id: string, options?: PostmortemsRequestOptions) {
    const response = await this.#fetch('GET', `${postmortemPath(id)}/export`, {
      query: { format: 'markdown' },
      ...options,
    });
    return response.text();
  }

  async exportJson(id: string, options?: PostmortemsRequestOptions) {
    return this.#request(
      exportDocumentSchema,
      'GET',
      `${postmortemPath(id)}/export`,
      { query: { format: 'json' }, ...options },
    );
  }

  async listTemplates(options?: PostmortemsRequestOptions) {
    return this.#request(
      listTemplatesResponseSchema,
      'GET',
      '/templates',
      options,
    );
  }

  async #request<T>(
    schema: z.ZodType<T>,
    method: string,
    path: string,
    options?: RequestParts,
  ): Promise<T> {
    const response = await this.#fetch(method, path, options);
    return schema.parse(await response.json());
  }

  async #fetch(method: string, path: string, options: RequestParts = {}) {
    const baseUrl = await this.#discoveryApi.getBaseUrl('postmortems');
    const url = new URL(`${baseUrl}/v1${path}`);
    for (const [name, value] of Object.entries(options.query ?? {})) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one !== undefined) url.searchParams.append(name, String(one));
      }
    }
    const response = await this.#fetchApi.fetch(url.toString(), {
      method,
      signal: options.signal,
      headers: {
        ...(options.body !== undefined && {
          'content-type': 'application/json',
        }),
        ...(options.token && { authorization: `Bearer ${options.token}` }),
      },
      body:
        options.body === undefined ? undefined : JSON.stringify(options.body),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(
        response as Parameters<typeof ResponseError.fromResponse>[0],
      );
    }
    return response;
  }
}

type RequestParts = PostmortemsRequestOptions & {
  query?: Query;
  body?: unknown;
};

function incidentPath(key: string) {
  return `/incidents/${encodeURIComponent(key)}`;
}

function postmortemPath(id: string) {
  return `/postmortems/${encodeURIComponent(id)}`;
}
