import {
  erasurePreviewSchema,
  erasureSchema,
  incidentHoldSchema,
  listErasuresResponseSchema,
  requestErasureSchema,
  retentionQuerySchema,
  retentionResponseSchema,
  setLegalHoldSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { id, key, operation } from '../platform/http';

export const erasurePaths: ZodOpenApiPathsObject = {
  '/erasures': {
    post: operation('requestErasure', {
      summary:
        'Begins to erase the data of a person or the text of an incident. Nothing brings it back.',
      body: requestErasureSchema,
      answer: erasureSchema,
      created: true,
    }),
    get: operation('listErasures', {
      summary: 'Erasures, the newest first.',
      answer: listErasuresResponseSchema,
    }),
  },
  '/erasures/preview': {
    post: operation('previewErasure', {
      summary: 'What an erasure would change.',
      body: requestErasureSchema,
      answer: erasurePreviewSchema,
    }),
  },
  '/erasures/{id}': {
    get: operation('getErasure', {
      summary: 'How far an erasure has come.',
      params: id,
      answer: erasureSchema,
    }),
  },
  '/retention': {
    get: operation('listRetention', {
      summary:
        'Incidents that retention erases, now or until a time, the oldest first.',
      query: retentionQuerySchema,
      answer: retentionResponseSchema,
    }),
  },
  '/incidents/{key}/legal-hold': {
    put: operation('setLegalHold', {
      summary: 'Keeps an incident whatever its age; null ends that.',
      params: key,
      body: setLegalHoldSchema,
      answer: incidentHoldSchema,
    }),
  },
};
