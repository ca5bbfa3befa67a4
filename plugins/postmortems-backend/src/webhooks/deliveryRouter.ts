import {
  type Delivery,
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
  /**
   * Whether a policy decides who may read payloads. Without one everybody has every
   * permission, and what a delivery brings may be from a private channel: nobody
   * knows before it is processed.
   */
  hasPolicy: boolean;
}) {
  const { context, deadLetters, onRetry, hasPolicy } = options;
  const shown = (delivery: Delivery): Delivery =>
    hasPolicy ? delivery : { ...delivery, body: '', withheld: true };
  const router = Router();

  router.get('/deliveries', async (req, res) => {
    await context.caller(req, deliveryManagePermission);
    const query = parse(listDeliveriesQuerySchema, req.query);
    const { items, ...page } = toResponse(await deadLetters.list(query));
    res.json({ ...page, items: items.map(shown) });
  });

  router.get('/deliveries/:source/:id', async (req, res) => {
    await context.caller(req, deliveryManagePermission);
    res.json(shown(await deadLetters.get(req.params)));
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
      res.json(shown(delivery));
    });
  }

  return router;
}
