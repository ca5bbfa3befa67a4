import { listContributingFactorCategoriesResponseSchema } from '@postmortems/backstage-plugin-postmortems-common';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { operation } from '../platform/http';

export const categoryPaths: ZodOpenApiPathsObject = {
  '/contributing-factor-categories': {
    get: operation('listContributingFactorCategories', {
      summary: 'The configured categories of causes and contributing factors.',
      answer: listContributingFactorCategoriesResponseSchema,
    }),
  },
};
