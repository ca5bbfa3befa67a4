import {
  countActionItemsQuerySchema,
  createActionItemSchema,
  createTicketSchema,
  listActionItemsQuerySchema,
  patchActionItemSchema,
  retrospectiveUpdatePermission,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import type { ActionItemService } from '../followUp';
import { parse } from '../input';
import type { RetrospectiveService } from '../retrospectives';
import type { RequestContext } from './RequestContext';

export function actionItemRoutes(options: {
  context: RequestContext;
  retrospectives: RetrospectiveService;
  actionItems: ActionItemService;
}) {
  const { context, retrospectives, actionItems } = options;
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

  router.post('/retrospectives/:id/action-items', async (req, res) => {
    const { id } = req.params;
    const callers = await context.writer(req, retrospectiveUpdatePermission);
    const sent = parse(createActionItemSchema, req.body);
    const document = await retrospectives.requireWritable({ id, ...callers });
    const { item, created } = await context.audited(
      req,
      'action-item-create',
      { retrospectiveId: id },
      () =>
        actionItems.create({ document, item: sent, caller: callers.caller }),
    );
    res.status(created ? 201 : 200).json(item);
  });

  router.patch('/retrospectives/:id/action-items/:itemId', async (req, res) => {
    const { id, itemId } = req.params;
    const callers = await context.writer(req, retrospectiveUpdatePermission);
    const patch = parse(patchActionItemSchema, req.body);
    const document = await retrospectives.requireWritable({ id, ...callers });
    const { caller } = callers;
    res.json(
      await context.audited(
        req,
        'action-item-update',
        { retrospectiveId: id, actionItemId: itemId },
        () => actionItems.patch({ document, itemId, patch, caller }),
      ),
    );
  });

  router.post(
    '/retrospectives/:id/action-items/:itemId/ticket',
    async (req, res) => {
      const { id, itemId } = req.params;
      const callers = await context.writer(req, retrospectiveUpdatePermission);
      const { tracker } = parse(createTicketSchema, req.body);
      const document = await retrospectives.requireWritable({ id, ...callers });
      const { caller } = callers;
      res.json(
        await context.audited(
          req,
          'action-item-ticket',
          { retrospectiveId: id, actionItemId: itemId, tracker },
          () => actionItems.createTicket({ document, itemId, tracker, caller }),
        ),
      );
    },
  );

  return router;
}
