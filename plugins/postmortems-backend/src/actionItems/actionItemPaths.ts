import {
  actionItemCountsSchema,
  actionItemRecordSchema,
  countActionItemsQuerySchema,
  createActionItemSchema,
  createTicketSchema,
  listActionItemsQuerySchema,
  listActionItemsResponseSchema,
  patchActionItemSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { id, itemId, operation } from '../platform/http';

export const actionItemPaths: ZodOpenApiPathsObject = {
  '/action-items': {
    get: operation('listActionItems', {
      summary: 'Action items of all postmortems, due first.',
      query: listActionItemsQuerySchema,
      answer: listActionItemsResponseSchema,
    }),
  },
  '/action-items/counts': {
    get: operation('countActionItems', {
      summary: 'How many action items there are of each status.',
      query: countActionItemsQuerySchema,
      answer: actionItemCountsSchema,
    }),
  },
  '/postmortems/{id}/action-items': {
    post: operation('createActionItem', {
      summary: 'Adds an action item. Idempotent by its id.',
      params: id,
      body: createActionItemSchema,
      answer: actionItemRecordSchema,
      created: true,
      rules: true,
    }),
  },
  '/postmortems/{id}/action-items/{itemId}': {
    patch: operation('patchActionItem', {
      summary:
        'Changes an action item at the version that was read. `null` clears a field.',
      params: itemId,
      body: patchActionItemSchema,
      answer: actionItemRecordSchema,
      rules: true,
    }),
  },
  '/postmortems/{id}/action-items/{itemId}/ticket': {
    post: operation('createTicket', {
      summary: 'Creates a ticket at a tracker, once.',
      params: itemId,
      body: createTicketSchema,
      answer: actionItemRecordSchema,
    }),
  },
};
