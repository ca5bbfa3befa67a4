import { z } from 'zod';
import {
  evidenceNodeSchema,
  evidenceOutcomeSchema,
  evidenceSealSchema,
  sourceTypeSchema,
} from './evidence';
import {
  incidentSchema,
  incidentStatusSchema,
  severitySchema,
} from './incident';
import {
  entityRefSchema,
  incidentKeySchema,
  isoTimeSchema,
} from './primitives';
import { glossaryTermSchema } from './glossary';
import { provenanceGraphSchema } from './provenance';
import {
  cursorFields,
  incidentFilterFields,
  listQuery,
  pageInfoSchema,
} from './query';
import {
  postmortemSchema,
  postmortemSummarySchema,
  reviewedRevisionSchema,
} from './postmortem';
import { postmortemTemplateSchema, templateNameSchema } from './template';
import { investigationTraceSchema } from './trace';
import { reviewStatusSchema } from './review';

/** Query of `GET /incidents`: filters and paging. @public */
export const listIncidentsQuerySchema = z.strictObject({
  ...incidentFilterFields,
  status: incidentStatusSchema.optional(),
  ...cursorFields,
});

/** One page of incidents. @public */
export const listIncidentsResponseSchema = z
  .strictObject({ items: z.array(incidentSchema), pageInfo: pageInfoSchema })
  .meta({ id: 'ListIncidentsResponse' });

/** Query of `GET /incidents/:key/evidence`: filters and paging. @public */
export const listEvidenceQuerySchema = z.strictObject({
  sourceType: listQuery(sourceTypeSchema),
  from: isoTimeSchema.optional(),
  to: isoTimeSchema.optional(),
  /** Exact evidence ids. */
  id: z
    .union([z.string(), z.array(z.string()).max(500)])
    .transform(value => (Array.isArray(value) ? value : [value]))
    .optional(),
  ...cursorFields,
});

/** One page of evidence, ascending by timestamp, then id. @public */
export const listEvidenceResponseSchema = z
  .strictObject({
    items: z.array(evidenceNodeSchema),
    pageInfo: pageInfoSchema,
  })
  .meta({ id: 'ListEvidenceResponse' });

/**
 * Response of `POST /incidents/:key/evidence`: counts, and one outcome per node
 * in the order sent.
 *
 * @public
 */
export const submitEvidenceResponseSchema = z
  .strictObject({
    created: z.int(),
    duplicate: z.int(),
    rejected: z.int(),
    outcomes: z.array(evidenceOutcomeSchema),
  })
  .meta({ id: 'SubmitEvidenceResponse' });

/** All investigation traces of an incident. @public */
export const listTracesResponseSchema = z
  .strictObject({ items: z.array(investigationTraceSchema) })
  .meta({ id: 'ListTracesResponse' });

/** Body of `POST /incidents/:key/postmortems`. @public */
export const createPostmortemSchema = z
  .strictObject({ template: templateNameSchema.optional() })
  .meta({ id: 'CreatePostmortem' });

/**
 * Order of postmortems: by start of the incident (`newest`, `oldest`), by
 * severity with the worst first, or by last change with the latest first.
 *
 * @public
 */
export const postmortemOrderSchema = z.enum([
  'newest',
  'oldest',
  'severity',
  'changed',
]);

/** See {@link postmortemOrderSchema}. @public */
export type PostmortemOrder = z.infer<typeof postmortemOrderSchema>;

/** Query of `GET /postmortems`: filters, order and paging. @public */
export const listPostmortemsQuerySchema = z.strictObject({
  ...incidentFilterFields,
  incidentKey: incidentKeySchema.optional(),
  status: listQuery(reviewStatusSchema),
  /** Prefixes of words in the title or the key; all of them have to match. */
  q: z.string().trim().min(1).max(200).optional(),
  order: postmortemOrderSchema.default('newest'),
  ...cursorFields,
});

/** One page of postmortems. @public */
export const listPostmortemsResponseSchema = z
  .strictObject({
    items: z.array(postmortemSummarySchema),
    pageInfo: pageInfoSchema,
  })
  .meta({ id: 'ListPostmortemsResponse' });

/**
 * What a search index stores of a postmortem of a public incident. Claims that
 * are unsupported or contradicted are left out.
 *
 * @public
 */
export const searchDocumentSchema = z
  .strictObject({
    id: z.string(),
    incidentKey: incidentKeySchema,
    title: z.string(),
    status: reviewStatusSchema,
    severity: severitySchema,
    services: z.array(entityRefSchema),
    startedAt: isoTimeSchema,
    updatedAt: isoTimeSchema,
    summary: z.string(),
    /** Root cause and contributing factors. */
    causes: z.string(),
  })
  .meta({ id: 'SearchDocument' });

/** See {@link searchDocumentSchema}. @public */
export type SearchDocument = z.infer<typeof searchDocumentSchema>;

/** Query of `GET /search-documents`: paging. @public */
export const listSearchDocumentsQuerySchema = z.strictObject(cursorFields);

/** One page of search documents. @public */
export const listSearchDocumentsResponseSchema = z
  .strictObject({
    items: z.array(searchDocumentSchema),
    pageInfo: pageInfoSchema,
  })
  .meta({ id: 'ListSearchDocumentsResponse' });

/** See {@link listSearchDocumentsResponseSchema}. @public */
export type ListSearchDocumentsResponse = z.infer<
  typeof listSearchDocumentsResponseSchema
>;

/** Query of `GET /postmortems/:id/revisions`: paging. @public */
export const listRevisionsQuerySchema = z.strictObject(cursorFields);

/** One page of revisions, newest first. @public */
export const listRevisionsResponseSchema = z
  .strictObject({
    items: z.array(reviewedRevisionSchema),
    pageInfo: pageInfoSchema,
  })
  .meta({ id: 'ListRevisionsResponse' });

/** Query of `GET /postmortems/:id/export`. @public */
export const exportQuerySchema = z.strictObject({
  format: z.enum(['markdown', 'html', 'json']).default('markdown'),
});

/**
 * A postmortem with all that is needed to verify its claims, seal and trace
 * without this system.
 *
 * @public
 */
export const exportDocumentSchema = z
  .strictObject({
    formatVersion: z.literal(1),
    exportedAt: isoTimeSchema,
    verifierVersion: z.string(),
    incident: incidentSchema,
    postmortem: postmortemSchema,
    template: postmortemTemplateSchema,
    seal: evidenceSealSchema,
    trace: investigationTraceSchema.optional(),
    /**
     * All sealed evidence, not only what is cited, so that the seal can be
     * computed again.
     */
    evidence: z.array(evidenceNodeSchema),
    provenance: provenanceGraphSchema,
    /** Absent in exports from before there was one. */
    glossary: z.array(glossaryTermSchema).optional(),
  })
  .meta({ id: 'ExportDocument' });

/** All postmortem templates. @public */
export const listTemplatesResponseSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        template: postmortemTemplateSchema,
        /** The file or URL that it was read from. */
        source: z.string(),
      }),
    ),
  })
  .meta({ id: 'ListTemplatesResponse' });

/** One violated rule in a 422 response. @public */
export const ruleViolationSchema = z
  .strictObject({
    /** e.g. `trace.unknown_evidence`, `template.assignee_required`. */
    rule: z.string(),
    message: z.string(),
    /** Section, step or field that it concerns. */
    path: z.string().optional(),
  })
  .meta({ id: 'RuleViolation' });

/** See {@link ruleViolationSchema}. @public */
export type RuleViolation = z.infer<typeof ruleViolationSchema>;
/** See {@link listIncidentsQuerySchema}. @public */
export type ListIncidentsQuery = z.output<typeof listIncidentsQuerySchema>;
/** See {@link listIncidentsResponseSchema}. @public */
export type ListIncidentsResponse = z.infer<typeof listIncidentsResponseSchema>;
/** See {@link listEvidenceQuerySchema}. @public */
export type ListEvidenceQuery = z.output<typeof listEvidenceQuerySchema>;
/** See {@link listEvidenceResponseSchema}. @public */
export type ListEvidenceResponse = z.infer<typeof listEvidenceResponseSchema>;
/** See {@link submitEvidenceResponseSchema}. @public */
export type SubmitEvidenceResponse = z.infer<
  typeof submitEvidenceResponseSchema
>;
/** See {@link listTracesResponseSchema}. @public */
export type ListTracesResponse = z.infer<typeof listTracesResponseSchema>;
/** See {@link createPostmortemSchema}. @public */
export type CreatePostmortem = z.infer<typeof createPostmortemSchema>;
/** See {@link listPostmortemsQuerySchema}. @public */
export type ListPostmortemsQuery = z.output<typeof listPostmortemsQuerySchema>;
/** See {@link listPostmortemsResponseSchema}. @public */
export type ListPostmortemsResponse = z.infer<
  typeof listPostmortemsResponseSchema
>;
/** See {@link listRevisionsResponseSchema}. @public */
export type ListRevisionsResponse = z.infer<typeof listRevisionsResponseSchema>;
/** See {@link exportDocumentSchema}. @public */
export type ExportDocument = z.infer<typeof exportDocumentSchema>;
/** See {@link listTemplatesResponseSchema}. @public */
export type ListTemplatesResponse = z.infer<typeof listTemplatesResponseSchema>;
