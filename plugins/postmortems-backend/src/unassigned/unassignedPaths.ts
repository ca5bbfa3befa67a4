import {
  assignEvidenceResponseSchema,
  assignEvidenceSchema,
  dismissEvidenceResponseSchema,
  dismissEvidenceSchema,
  listUnassignedEvidenceQuerySchema,
  listUnassignedEvidenceResponseSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { key, operation } from '../platform/http';

export const unassignedPaths: ZodOpenApiPathsObject = {
  '/unassigned-evidence': {
    get: operation('listUnassignedEvidence', {
      summary:
        'Evidence that sources offered and that belongs to no incident yet, the newest first.',
      query: listUnassignedEvidenceQuerySchema,
      answer: listUnassignedEvidenceResponseSchema,
    }),
  },
  '/unassigned-evidence/dismiss': {
    post: operation('dismissEvidence', {
      summary:
        'Takes evidence out of the list. It finds no incident by itself any more, and can still be assigned.',
      body: dismissEvidenceSchema,
      answer: dismissEvidenceResponseSchema,
    }),
  },
  '/incidents/{key}/assigned-evidence': {
    post: operation('assignEvidence', {
      summary:
        'Adds offered evidence to an incident, with the conversations that it is part of if asked. Evidence that few may see makes the incident private.',
      params: key,
      body: assignEvidenceSchema,
      answer: assignEvidenceResponseSchema,
    }),
  },
};
