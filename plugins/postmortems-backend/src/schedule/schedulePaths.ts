import { evidenceArchiveSchema } from '@postmortems/backstage-plugin-postmortems-common';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { key, operation } from '../platform/http';

export const schedulePaths: ZodOpenApiPathsObject = {
  '/incidents/{key}/archive': {
    get: operation('getEvidenceArchive', {
      summary:
        'Whether the evidence of an incident is archived, what is missing, and until when its sources have it.',
      params: key,
      answer: evidenceArchiveSchema,
    }),
  },
};
