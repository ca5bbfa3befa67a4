import { NotFoundError } from '@backstage/errors';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import type { Request } from 'express';
import Router from 'express-promise-router';
import { maskDelivery, maskText } from '../secrets';
import {
  limitWebhooks,
  type RateLimits,
  type SenderCheck,
} from '../platform/http';
import { BodyPool } from './BodyPool';
import type { DeliveryStore } from './DeliveryStore';
import { withBody } from './readBody';

/** Bodies that are being read at once may take this many of the largest. */
const POOL_BODIES = 4;
/**
 * Accepts webhook calls. Whatever path and headers can refuse is refused before
 * the body is read. The source authenticates the raw body by its signature or
 * secret, the delivery is stored once without the secrets in it, and the answer is 202 before it is
 * processed.
 */
export function webhookRouter(options: {
  sources: ReadonlyMap<string, EvidenceSource>;
  deliveries: Pick<DeliveryStore, 'add'>;
  maxBodyBytes: number;
  limits: RateLimits;
  /** Called after a new delivery was stored. */
  onDelivery: () => void;
}) {
  const { sources, deliveries, maxBodyBytes, onDelivery } = options;
  const pool = new BodyPool({ bytes: POOL_BODIES * maxBodyBytes });
  const check = (req: Request): SenderCheck => {
    const webhook = sources.get(req.params.source)?.webhook;
    if (!webhook) return 'refused';
    if (!webhook.checkHeaders) return 'unknown';
    try {
      webhook.checkHeaders(req.headers);
      return 'verified';
    } catch {
      return 'refused';
    }
  };
  const router = Router();
  const limit = limitWebhooks({ limits: options.limits, check });
  router.post('/:source', limit, async (req, res) => {
    const sourceId = req.params.source;
    const webhook = sources.get(sourceId)?.webhook;
    if (!webhook) {
      throw new NotFoundError(
        `No source named '${sourceId.slice(0, 64)}' takes webhooks`,
      );
    }
    webhook.checkHeaders?.(req.headers);
    const isNew = await withBody(
      { req, res, pool, maxBytes: maxBodyBytes },
      async rawBody => {
        const { deliveryId, orderKey } = await webhook.authenticate({
          headers: req.headers,
          rawBody,
        });
        return deliveries.add({
          sourceId,
          deliveryId: maskText(deliveryId),
          orderKey: orderKey && maskText(orderKey),
          body: await maskDelivery(rawBody.toString('utf8')),
        });
      },
    );
    if (isNew) onDelivery();
    res.status(202).json({ status: isNew ? 'accepted' : 'duplicate' });
  });
  return router;
}
