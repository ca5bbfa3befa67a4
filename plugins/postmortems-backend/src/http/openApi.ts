import {
  actionItemRecordSchema,
  createActionItemSchema,
  createIncidentSchema,
  createRetrospectiveSchema,
  createTicketSchema,
  editBlockSchema,
  evidenceSealSchema,
  exportDocumentSchema,
  exportQuerySchema,
  incidentSchema,
  investigationTraceSchema,
  type JsonObject,
  listActionItemsQuerySchema,
  listActionItemsResponseSchema,
  listEvidenceQuerySchema,
  listEvidenceResponseSchema,
  listIncidentsQuerySchema,
  listIncidentsResponseSchema,
  listRetrospectivesQuerySchema,
  listRetrospectivesResponseSchema,
  listRevisionsQuerySchema,
  listRevisionsResponseSchema,
  listTemplatesResponseSchema,
  listTracesResponseSchema,
  metricsQuerySchema,
  metricsSchema,
  patchActionItemSchema,
  patchIncidentSchema,
  provenanceGraphSchema,
  retrospectiveSchema,
  ruleViolationSchema,
  submitEvidenceNodeSchema,
  submitEvidenceResponseSchema,
  submitTraceSchema,
  transitionSchema,
  verifyClaimsResponseSchema,
  verifyClaimsSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';

const errorSchema = z
  .object({
    error: z.looseObject({
      name: z.string(),
      message: z.string(),
      /** For a 400: what is wrong with which field. */
      fields: z
        .array(z.object({ path: z.string(), message: z.string() }))
        .optional(),
      /** For a 422: every broken rule. */
      violations: z.array(ruleViolationSchema).optional(),
    }),
    request: z.object({ method: z.string(), url: z.string() }).optional(),
    response: z.object({ statusCode: z.int() }),
  })
  .meta({ id: 'Error' });

/** Nodes are parsed one by one, so the request's own schema does not say what they are. */
const submitEvidenceBody = z
  .strictObject({ nodes: z.array(submitEvidenceNodeSchema) })
  .meta({ id: 'SubmitEvidenceBody' });

const key = z.object({ key: z.string() });
const id = z.object({ id: z.string() });
const itemId = id.extend({ itemId: z.string() });

type Described = {
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  answer: z.ZodType;
  created?: boolean;
  rules?: boolean;
};

function operation(
  operationId: string,
  { summary, params, query, body, answer, created, rules }: Described,
): ZodOpenApiOperationObject {
  const content = (schema: z.ZodType) => ({
    content: { 'application/json': { schema } },
  });
  const error = (description: string) => ({
    description,
    ...content(errorSchema),
  });
  return {
    operationId,
    summary,
    ...((params ?? query) && {
      requestParams: {
        ...(params && { path: params }),
        ...(query && { query }),
      },
    }),
    ...(body && { requestBody: { required: true, ...content(body) } }),
    responses: {
      '200': { description: 'Answer', ...content(answer) },
      ...(created && { '201': { description: 'Created', ...content(answer) } }),
      '400': error('A field is wrong; `fields` says which'),
      '401': error('No credentials, or wrong ones'),
      '403': error('Not allowed'),
      ...(params && { '404': error('Not there, or not for you') }),
      ...(body && {
        '409': error('Something else has this key or id'),
        '413': error('The body is too large'),
      }),
      ...(rules && {
        '422': error('Rules are broken; `violations` says which'),
      }),
    },
  };
}

const paths: ZodOpenApiPathsObject = {
  '/incidents': {
    post: operation('createIncident', {
      summary: 'Opens an incident. Sending the same again changes nothing.',
      body: createIncidentSchema,
      answer: incidentSchema,
      created: true,
    }),
    get: operation('listIncidents', {
      summary: 'Incidents, the newest start first.',
      query: listIncidentsQuerySchema,
      answer: listIncidentsResponseSchema,
    }),
  },
  '/incidents/{key}': {
    get: operation('getIncident', {
      summary: 'One incident.',
      params: key,
      answer: incidentSchema,
    }),
    patch: operation('patchIncident', {
      summary: 'Changes fields of an incident; null clears one.',
      params: key,
      body: patchIncidentSchema,
      answer: incidentSchema,
    }),
  },
  '/incidents/{key}/evidence': {
    post: operation('submitEvidence', {
      summary:
        'Adds evidence. Each node is answered on its own; sending one again changes nothing.',
      params: key,
      body: submitEvidenceBody,
      answer: submitEvidenceResponseSchema,
    }),
    get: operation('listEvidence', {
      summary: 'Evidence of an incident by time.',
      params: key,
      query: listEvidenceQuerySchema,
      answer: listEvidenceResponseSchema,
    }),
  },
  '/incidents/{key}/traces': {
    post: operation('submitTrace', {
      summary: 'Adds an investigation, if it keeps every rule.',
      params: key,
      body: submitTraceSchema,
      answer: investigationTraceSchema,
      created: true,
      rules: true,
    }),
    get: operation('listTraces', {
      summary: 'Investigations of an incident, the newest first.',
      params: key,
      answer: listTracesResponseSchema,
    }),
  },
  '/incidents/{key}/claims/verify': {
    post: operation('verifyClaims', {
      summary:
        'What the verifier says of sentences and their spans. Stores nothing.',
      params: key,
      body: verifyClaimsSchema,
      answer: verifyClaimsResponseSchema,
    }),
  },
  '/incidents/{key}/retrospectives': {
    post: operation('createRetrospective', {
      summary:
        'Seals the evidence, checks the investigation, writes the retrospective and checks its claims.',
      params: key,
      body: createRetrospectiveSchema,
      answer: retrospectiveSchema,
      created: true,
      rules: true,
    }),
  },
  '/retrospectives': {
    get: operation('listRetrospectives', {
      summary: 'Retrospectives, the newest incident first.',
      query: listRetrospectivesQuerySchema,
      answer: listRetrospectivesResponseSchema,
    }),
  },
  '/retrospectives/{id}': {
    get: operation('getRetrospective', {
      summary: 'The document with its claims and their verdicts.',
      params: id,
      answer: retrospectiveSchema,
    }),
  },
  '/retrospectives/{id}/blocks/{blockId}': {
    put: operation('editBlock', {
      summary:
        'Puts a person’s words into a block. Stale edits are answered with 409 and both texts.',
      params: id.extend({ blockId: z.string() }),
      body: editBlockSchema,
      answer: retrospectiveSchema,
    }),
  },
  '/retrospectives/{id}/regenerate': {
    post: operation('regenerate', {
      summary:
        'Writes the document again from the evidence as it is now. What people wrote stays.',
      params: id,
      answer: retrospectiveSchema,
      rules: true,
    }),
  },
  '/retrospectives/{id}/transitions': {
    post: operation('transition', {
      summary:
        'Leads the document through draft, in_review, approved, published.',
      params: id,
      body: transitionSchema,
      answer: retrospectiveSchema,
      rules: true,
    }),
  },
  '/metrics': {
    get: operation('getMetrics', {
      summary:
        'Figures over all incidents of a period that the caller may see.',
      query: metricsQuerySchema,
      answer: metricsSchema,
    }),
  },
  '/action-items': {
    get: operation('listActionItems', {
      summary: 'Follow-ups of every document, due first.',
      query: listActionItemsQuerySchema,
      answer: listActionItemsResponseSchema,
    }),
  },
  '/retrospectives/{id}/action-items': {
    post: operation('createActionItem', {
      summary: 'Adds a follow-up. Idempotent by its id.',
      params: id,
      body: createActionItemSchema,
      answer: actionItemRecordSchema,
      created: true,
      rules: true,
    }),
  },
  '/retrospectives/{id}/action-items/{itemId}': {
    patch: operation('patchActionItem', {
      summary:
        'Changes a follow-up, from the version that was seen. `null` clears a field.',
      params: itemId,
      body: patchActionItemSchema,
      answer: actionItemRecordSchema,
      rules: true,
    }),
  },
  '/retrospectives/{id}/action-items/{itemId}/ticket': {
    post: operation('createTicket', {
      summary: 'Makes a ticket at a tracker, once.',
      params: itemId,
      body: createTicketSchema,
      answer: actionItemRecordSchema,
    }),
  },
  '/retrospectives/{id}/revisions': {
    get: operation('listRevisions', {
      summary: 'Every state of the document, the newest first.',
      params: id,
      query: listRevisionsQuerySchema,
      answer: listRevisionsResponseSchema,
    }),
  },
  '/retrospectives/{id}/seal': {
    get: operation('getSeal', {
      summary: 'The seal over the evidence that the document was written from.',
      params: id,
      answer: evidenceSealSchema,
    }),
  },
  '/retrospectives/{id}/provenance': {
    get: operation('getProvenance', {
      summary: 'The graph from claims to evidence, steps and hypotheses.',
      params: id,
      answer: provenanceGraphSchema,
    }),
  },
  '/retrospectives/{id}/export': {
    get: {
      ...operation('exportRetrospective', {
        summary:
          'Markdown with footnotes, or JSON with everything that it takes to verify the document elsewhere.',
        params: id,
        query: exportQuerySchema,
        answer: exportDocumentSchema,
      }),
    },
  },
  '/templates': {
    get: operation('listTemplates', {
      summary: 'The retrospective templates that are loaded.',
      answer: listTemplatesResponseSchema,
    }),
  },
};

/**
 * The description of the HTTP API (OpenAPI 3.1), made from the schemas that requests are checked with.
 *
 * @public
 */
export function createOpenApiDocument(): JsonObject {
  const markdown = { 'text/markdown': { schema: z.string() } };
  const get = paths['/retrospectives/{id}/export'].get!;
  const answer = get.responses['200'] as { content: object };
  const document = createDocument({
    openapi: '3.1.0',
    info: {
      title: 'postmortems',
      version: '1',
      description:
        'Incidents, their evidence, and retrospectives that can be checked against it.',
    },
    servers: [{ url: '/api/postmortems/v1' }],
    security: [{ backstage: [] }],
    components: {
      securitySchemes: { backstage: { type: 'http', scheme: 'bearer' } },
    },
    paths: {
      ...paths,
      '/retrospectives/{id}/export': {
        get: {
          ...get,
          responses: {
            ...get.responses,
            '200': {
              ...answer,
              content: { ...answer.content, ...markdown },
            } as never,
          },
        },
      },
    },
  });
  return JSON.parse(JSON.stringify(document));
}
