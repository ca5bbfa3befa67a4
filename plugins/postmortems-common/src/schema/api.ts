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
import { postmortemTemplateSchema, templateVersionSchema } from './template';
import { investigationTraceSchema } from './trace';
import { reviewStatusSchema } from './review';

/** @public */
export const listIncidentsQuerySchema = z.strictObject({
  ...incidentFilterFields,
  status: incidentStatusSchema.optional(),
  ...cursorFields,
});

/** @public */
export const listIncidentsResponseSchema = z
  .strictObject({ items: z.array(incidentSchema), pageInfo: pageInfoSchema })
  .meta({ id: 'ListIncidentsResponse' });

/** @public */
export const listEvidenceQuerySchema = z.strictObject({
  sourceType: sourceTypeSchema.optional(),
  from: isoTimeSchema.optional(),
  to: isoTimeSchema.optional(),
  /** Exact evidence ids. */
  id: z
    .union([z.string(), z.array(z.string()).max(500)])
    .transform(value => (Array.isArray(value) ? value : [value]))
    .optional(),
  ...cursorFields,
});

/** In ascending order of timestamp, then id. @public */
export const listEvidenceResponseSchema = z
  .strictObject({
    items: z.array(evidenceNodeSchema),
    pageInfo: pageInfoSchema,
  })
  .meta({ id: 'ListEvidenceResponse' });

/** One outcome per node, in the order sent. @public */
export const submitEvidenceResponseSchema = z
  .strictObject({
    created: z.int(),
    duplicate: z.int(),
    rejected: z.int(),
    outcomes: z.array(evidenceOutcomeSchema),
  })
  .meta({ id: 'SubmitEvidenceResponse' });

/** @public */
export const listTracesResponseSchema = z
  .strictObject({ items: z.array(investigationTraceSchema) })
  .meta({ id: 'ListTracesResponse' });

/** Body of `POST /incidents/:key/postmortems`. @public */
export const createPostmortemSchema = z
  .strictObject({ template: templateVersionSchema.optional() })
  .meta({ id: 'CreatePostmortem' });

/** By start of the incident, the worst first, or what was changed last first. @public */
export const postmortemOrderSchema = z.enum([
  'newest',
  'oldest',
  'severity',
  'changed',
]);

/** @public */
export type PostmortemOrder = z.infer<typeof postmortemOrderSchema>;

/** @public */
export const listPostmortemsQuerySchema = z.strictObject({
  ...incidentFilterFields,
  incidentKey: incidentKeySchema.optional(),
  status: listQuery(reviewStatusSchema),
  /** Beginnings of words in the title or the key; all of them have to be there. */
  q: z.string().trim().min(1).max(200).optional(),
  order: postmortemOrderSchema.default('newest'),
  ...cursorFields,
});

/** @public */
export const listPostmortemsResponseSchema = z
  .strictObject({
    items: z.array(postmortemSummarySchema),
    pageInfo: pageInfoSchema,
  })
  .meta({ id: 'ListPostmortemsResponse' });

/** What a search index holds of a postmortem: only sentences that stand, and only of public incidents. @public */
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

/** @public */
export type SearchDocument = z.infer<typeof searchDocumentSchema>;

/** @public */
export const listSearchDocumentsQuerySchema = z.strictObject(cursorFields);

/** @public */
export const listSearchDocumentsResponseSchema = z
  .strictObject({
    items: z.array(searchDocumentSchema),
    pageInfo: pageInfoSchema,
  })
  .meta({ id: 'ListSearchDocumentsResponse' });

/** @public */
export type ListSearchDocumentsResponse = z.infer<
  typeof listSearchDocumentsResponseSchema
>;

/** @public */
export const listRevisionsQuerySchema = z.strictObject(cursorFields);

/** Newest first. @public */
export const listRevisionsResponseSchema = z
  .strictObject({
    items: z.array(reviewedRevisionSchema),
    pageInfo: pageInfoSchema,
  })
  .meta({ id: 'ListRevisionsResponse' });

/** @public */
export const exportQuerySchema = z.strictObject({
  format: z.enum(['markdown', 'json']).default('markdown'),
});

/** Complete enough to verify every claim, the seal and the trace without this system. @public */
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
    /** All sealed evidence, not only what is cited, so that the seal can be computed again. */
    evidence: z.array(evidenceNodeSchema),
    provenance: provenanceGraphSchema,
  })
  .meta({ id: 'ExportDocument' });

/** @public */
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

/** One broken rule in a 422 answer. @public */
export const ruleViolationSchema = z
  .strictObject({
    /** e.g. `trace.step_not_validated`, `template.assignee_required`. */
    rule: z.string(),
    message: z.string(),
    /** Section, step or field that it concerns. */
    path: z.string().optional(),
  })
  .meta({ id: 'RuleViolation' });

/** @public */
export type RuleViolation = z.infer<typeof ruleViolationSchema>;
/** @public */
export type ListIncidentsQuery = z.output<typeof listIncidentsQuerySchema>;
/** @public */
export type ListIncidentsResponse = z.infer<typeof listIncidentsResponseSchema>;
/** @public */
export type ListEvidenceQuery = z.output<typeof listEvidenceQuerySchema>;
/** @public */
export type ListEvidenceResponse = z.infer<typeof listEvidenceResponseSchema>;
/** @public */
export type SubmitEvidenceResponse = z.infer<
  typeof submitEvidenceResponseSchema
>;
/** @public */
export type ListTracesResponse = z.infer<typeof listTracesResponseSchema>;
/** @public */
export type CreatePostmortem = z.infer<typeof createPostmortemSchema>;
/** @public */
export type ListPostmortemsQuery = z.output<typeof listPostmortemsQuerySchema>;
/** @public */
export type ListPostmortemsResponse = z.infer<
  typeof listPostmortemsResponseSchema
>;
/** @public */
export type ListRevisionsResponse = z.infer<typeof listRevisionsResponseSchema>;
/** @public */
export type ExportDocument = z.infer<typeof exportDocumentSchema>;
/** @public */
export type ListTemplatesResponse = z.infer<typeof listTemplatesResponseSchema>;
