import {
  countActionItemsQuerySchema,
  createActionItemSchema,
  createTicketSchema,
  listActionItemsQuerySchema,
  patchActionItemSchema,
  postmortemUpdatePermission,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import type { Caller } from '../platform/auth';
import { parse, type RequestContext } from '../platform/http';
import type { ActionItemService } from './ActionItemService';

/** Implemented by postmortems, which depend on action items. */
export type PostmortemAccess = {
  /** Throws `NotFoundError` without read access, else `NotAllowedError`. */
  requireWritable(options: {
    id: string;
    reader: Caller;
    caller: Caller;
  }): Promise<Postmortem>;
};

export function actionItemRouter(options: {
  context: RequestContext;
  postmortems: PostmortemAccess;
  actionItems: ActionItemService;
}) {
  const { context, postmortems, actionItems } = options;
  const router = Router();

  router.get('/action-items', async (req, res) => {
    const caller = await context.caller(req);
    const query = parse(listActionItemsQuerySchema, req.query);
    res.json(await actionItems.list({ query, caller }));
  });

  router.get('/action-items/counts', async (req, res) => {
    const caller = await context.caller(req);
    const query = parse(countActionItemsQuerySchema, req.query);
    res.json(await actionItems.count({ query, caller }));
  });

  router.post('/postmortems/:id/action-items', async (req, res) => {
    const { id } = req.params;
    const callers = await context.writer(req, postmortemUpdatePermission);
    const sent = parse(createActionItemSchema, req.body);
    const postmortem = await postmortems.requireWritable({ id, ...callers });
    const { item, created } = await context.audited(
      req,
      'action-item-create',
      { postmortemId: id },
      () =>
        actionItems.create({ postmortem, item: sent, caller: callers.caller }),
    );
    res.status(created ? 201 : 200).json(item);
  });

  router.patch('/postmortems/:id/action-items/:itemId', async (req, res) => {
    const { id, itemId } = req.params;
    const callers = await context.writer(req, postmortemUpdatePermission);
    const patch = parse(patchActionItemSchema, req.body);
    const postmortem = await postmortems.requireWritable({ id, ...callers });
    const { caller } = callers;
    res.json(
      await context.audited(
        req,
        'action-item-update',
        { postmortemId: id, actionItemId: itemId },
        () => actionItems.patch({ postmortem, itemId, patch, caller }),
      ),
    );
  });

  router.post(
    '/postmortems/:id/action-items/:itemId/ticket',
    async (req, res) => {
      const { id, itemId } = req.params;
      const callers = await context.writer(req, postmortemUpdatePermission);
      const { tracker } = parse(createTicketSchema, req.body);
      const postmortem = await postmortems.requireWritable({ id, ...callers });
      const { caller } = callers;
      res.json(
        await context.audited(
          req,
          'action-item-ticket',
          { postmortemId: id, actionItemId: itemId, tracker },
          () =>
            actionItems.createTicket({ postmortem, itemId, tracker, caller }),
        ),
      );
    },
  );

  return router;
}
