import {
  listSearchDocumentsQuerySchema,
  listSearchDocumentsResponseSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { operation } from '../platform/http';

export const searchPaths: ZodOpenApiPathsObject = {
  '/search-documents': {
    get: operation('listSearchDocuments', {
      summary:
        'Postmortems of public incidents for a search index, without unsupported claims.',
      query: listSearchDocumentsQuerySchema,
      answer: listSearchDocumentsResponseSchema,
    }),
  },
};
