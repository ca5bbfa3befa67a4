import {
  listContributingFactorCategoriesResponseSchema,
  postmortemSchema,
  setBlockCategorySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { id, operation } from '../platform/http/openApi/operation';

export const categoryPaths: ZodOpenApiPathsObject = {
  '/contributing-factor-categories': {
    get: operation('listContributingFactorCategories', {
      summary: 'The configured categories of causes and contributing factors.',
      answer: listContributingFactorCategoriesResponseSchema,
    }),
  },
  '/postmortems/{id}/blocks/{blockId}/category': {
    put: operation('setBlockCategory', {
      summary:
        'Chooses the category of a cause or contributing factor; null removes it. Answered with 409 when the block has changed since.',
      params: id.extend({ blockId: z.string() }),
      body: setBlockCategorySchema,
      answer: postmortemSchema,
    }),
  },
};
