import {
  listStatementsQuerySchema,
  listStatementsResponseSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { key, operation } from '../platform/http';

export const statementPaths: ZodOpenApiPathsObject = {
  '/incidents/{key}/evidence/{evidenceId}/statements': {
    get: operation('listStatements', {
      summary:
        'What can be said of one piece of evidence, as sentences with their assertions. `incident-record` names the record of the incident.',
      params: key.extend({ evidenceId: z.string() }),
      query: listStatementsQuerySchema,
      answer: listStatementsResponseSchema,
    }),
  },
};
