import {
  verifyClaimsResponseSchema,
  verifyClaimsSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { key, operation } from '../platform/http';

export const claimPaths: ZodOpenApiPathsObject = {
  '/incidents/{key}/claims/verify': {
    post: operation('verifyClaims', {
      summary: 'Verdicts of claims and the reasons for them. Stores nothing.',
      params: key,
      body: verifyClaimsSchema,
      answer: verifyClaimsResponseSchema,
    }),
  },
};
