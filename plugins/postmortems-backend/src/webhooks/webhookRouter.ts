import { NotFoundError } from '@backstage/errors';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import express from 'express';
import Router from 'express-promise-router';
import { maskDelivery, maskText } from '../secrets';
import type { DeliveryStore } from './DeliveryStore';

/** Largest body of a webhook, in bytes. */
const MAX_BODY_BYTES = 5 * 1024 * 1024;

/**
 * Accepts webhook calls: the source authenticates the raw body by its signature
 * or secret, the delivery is stored once without the secrets in it, and the answer is 202 before it is
 * processed.
 */
export function webhookRouter(options: {
  sources: ReadonlyMap<string, EvidenceSource>;
  deliveries: DeliveryStore;
  /** Called after a new delivery was stored. */
  onDelivery: () => void;
}) {
  const { sources, deliveries, onDelivery } = options;
  const router = Router();
  router.use(express.raw({ type: () => true, limit: MAX_BODY_BYTES }));
  router.post('/:source', async (req, res) => {
    const webhook = sources.get(req.params.source)?.webhook;
    if (!webhook) {
      throw new NotFoundError(
        `No source named '${req.params.source.slice(0, 64)}' takes webhooks`,
      );
    }
    const rawBody = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
    const { deliveryId } = await webhook.authenticate({
      headers: req.headers,
      rawBody,
    });
    const isNew = await deliveries.add({
      sourceId: req.params.source,
      deliveryId: maskText(deliveryId),
      body: await maskDelivery(rawBody.toString('utf8')),
    });
    if (isNew) onDelivery();
    res.status(202).json({ status: isNew ? 'accepted' : 'duplicate' });
  });
  return router;
}
