import {
  listActivityQuerySchema,
  listAuditQuerySchema,
  listAuditResponseSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { id, operation } from '../platform/http';

export const auditPaths: ZodOpenApiPathsObject = {
  '/audit': {
    get: operation('listAudit', {
      summary:
        'Who changed what, from what to what, the newest first. For administrators; as CSV all entries that match.',
      query: listAuditQuerySchema,
      answer: listAuditResponseSchema,
      otherTypes: ['text/csv'],
    }),
  },
  '/postmortems/{id}/activity': {
    get: operation('listActivity', {
      summary:
        'Who changed what of a postmortem and its incident, the newest first.',
      params: id,
      query: listActivityQuerySchema,
      answer: listAuditResponseSchema,
    }),
  },
};
