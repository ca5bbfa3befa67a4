import {
  deliveryManagePermission,
  listDeliveriesQuerySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { apartFromWrite } from '../platform/audit';
import { parse, type RequestContext, toResponse } from '../platform/http';
import type { DeadLetterStore } from './DeadLetterStore';

/** Deliveries for administrators: see, retry and drop what failed. */
export function deliveryRouter(options: {
  context: RequestContext;
  deadLetters: DeadLetterStore;
  /** Called after a delivery was made due again. */
  onRetry: () => void;
}) {
  const { context, deadLetters, onRetry } = options;
  const router = Router();

  router.get('/deliveries', async (req, res) => {
    await context.caller(req, deliveryManagePermission);
    const query = parse(listDeliveriesQuerySchema, req.query);
    res.json(toResponse(await deadLetters.list(query)));
  });

  router.get('/deliveries/:source/:id', async (req, res) => {
    await context.caller(req, deliveryManagePermission);
    res.json(await deadLetters.get(req.params));
  });

  for (const verb of ['retry', 'drop'] as const) {
    router.post(`/deliveries/:source/:id/${verb}`, async (req, res) => {
      const { actor } = await context.caller(req, deliveryManagePermission);
      const { source, id } = req.params;
      const delivery = await context.audited(
        req,
        `delivery-${verb}`,
        { source, deliveryId: id },
        () => deadLetters[verb]({ source, id, actor }),
      );
      if (verb === 'retry') apartFromWrite(onRetry);
      res.json(delivery);
    });
  }

  return router;
}
