import { listTemplatesResponseSchema } from '@postmortems/backstage-plugin-postmortems-common';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { operation } from '../platform/http';

export const templatePaths: ZodOpenApiPathsObject = {
  '/templates': {
    get: operation('listTemplates', {
      summary: 'The postmortem templates that are loaded.',
      answer: listTemplatesResponseSchema,
    }),
  },
};
