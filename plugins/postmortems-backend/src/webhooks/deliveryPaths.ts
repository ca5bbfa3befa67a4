import {
  deliverySchema,
  listDeliveriesQuerySchema,
  listDeliveriesResponseSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { operation } from '../platform/http';

const params = z.object({ source: z.string(), id: z.string() });

export const deliveryPaths: ZodOpenApiPathsObject = {
  '/deliveries': {
    get: operation('listDeliveries', {
      summary: 'Deliveries of webhooks that failed or wait, the oldest first.',
      query: listDeliveriesQuerySchema,
      answer: listDeliveriesResponseSchema,
    }),
  },
  '/deliveries/{source}/{id}': {
    get: operation('getDelivery', {
      summary: 'One delivery with its whole body.',
      params,
      answer: deliverySchema,
    }),
  },
  '/deliveries/{source}/{id}/retry': {
    post: operation('retryDelivery', {
      summary: 'Tries a delivery again that was given up.',
      params,
      answer: deliverySchema,
    }),
  },
  '/deliveries/{source}/{id}/drop': {
    post: operation('dropDelivery', {
      summary: 'Drops a delivery that was given up.',
      params,
      answer: deliverySchema,
    }),
  },
};
