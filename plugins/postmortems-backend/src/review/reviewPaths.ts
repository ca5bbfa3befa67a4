import {
  postmortemSchema,
  transitionSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { id, operation } from '../platform/http';

export const reviewPaths: ZodOpenApiPathsObject = {
  '/postmortems/{id}/transitions': {
    post: operation('transition', {
      summary:
        'Moves the postmortem through draft, in_review, approved and published.',
      params: id,
      body: transitionSchema,
      answer: postmortemSchema,
      rules: true,
    }),
  },
};
