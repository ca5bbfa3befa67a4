import {
  addNoteSchema,
  evidenceNodeSchema,
  listEvidenceQuerySchema,
  listEvidenceResponseSchema,
  MAX_EVIDENCE_BATCH,
  submitEvidenceNodeSchema,
  submitEvidenceResponseSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { key, operation } from '../platform/http';

/**
 * The schema of the request does not describe nodes: each is parsed on its own.
 */
const submitEvidenceBody = z
  .strictObject({
    nodes: z.array(submitEvidenceNodeSchema).min(1).max(MAX_EVIDENCE_BATCH),
  })
  .meta({ id: 'SubmitEvidenceBody' });

export const evidencePaths: ZodOpenApiPathsObject = {
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
  '/incidents/{key}/notes': {
    post: operation('addNote', {
      summary:
        'Keeps what the signed-in person saw as evidence, with their name. Only for people.',
      params: key,
      body: addNoteSchema,
      answer: evidenceNodeSchema,
      created: true,
    }),
  },
};
