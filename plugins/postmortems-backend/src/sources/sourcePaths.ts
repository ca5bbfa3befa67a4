import {
  listSourcesResponseSchema,
  previewSourceQuerySchema,
  sourceConnectionSchema,
  sourcePreviewSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { operation } from '../platform/http';

const params = z.object({ source: z.string() });

export const sourcePaths: ZodOpenApiPathsObject = {
  '/sources': {
    get: operation('listSources', {
      summary:
        'The sources of evidence, and how each is doing: its last success and failure, its deliveries, and what was taken and refused.',
      answer: listSourcesResponseSchema,
    }),
  },
  '/sources/{source}/connection': {
    get: operation('testSource', {
      summary:
        'Asks each system that is configured for a source whether it lets us in. Takes ten seconds at most.',
      params,
      answer: sourceConnectionSchema,
    }),
  },
  '/sources/{source}/preview': {
    get: operation('previewSource', {
      summary:
        'What a source would take of a past window for a service, by kind, with examples. Nothing is stored.',
      params,
      query: previewSourceQuerySchema,
      answer: sourcePreviewSchema,
    }),
  },
};
