import { NotFoundError, toError } from '@backstage/errors';
import type {
  ChosenBody,
  EvidenceSource,
  IncidentLookup,
  WebhookHandler,
} from '@postmortems/backstage-plugin-postmortems-node';
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

/** Bodies of one source that are being read at once may take this many of the largest. */
const POOL_BODIES = 4;
/** And the small ones of a source this much more, in bytes. */
const KEPT_FOR_SMALL = 4 * 1024 * 1024;
const TOO_LARGE =
  'Let the sender put fewer items into one delivery, or raise postmortems.webhooks.maxBodyMegabytes';

/** A source that takes webhooks. */
type Receiver = { sourceId: string; webhook: WebhookHandler; pool: BodyPool };

/** What path and headers of a call tell of it, found out once. */
type Sender = SenderCheck &
  (
    | { found: 'verified' | 'unknown'; receiver: Receiver }
    | { found: 'refused'; error: Error }
  );

/**
 * Accepts webhook calls. Whatever path and headers can refuse is refused before
 * the body is read. The source authenticates the raw body by its signature or
 * secret, the delivery is stored once without the secrets in it, and the answer is 202 before it is
 * processed. It says whether the delivery is `accepted`, a `duplicate`, or `ignored`
 * because the source takes nothing of it.
 */
export function webhookRouter(options: {
  sources: ReadonlyMap<string, EvidenceSource>;
  deliveries: Pick<DeliveryStore, 'add'>;
  incidents: IncidentLookup;
  maxBodyBytes: number;
  limits: RateLimits;
  /** Called after a new delivery was stored. */
  onDelivery: (sourceId: string) => void;
}) {
  const { sources, deliveries, incidents, maxBodyBytes, onDelivery } = options;
  const receivers = new Map<string, Receiver>();
  for (const [sourceId, { webhook }] of sources) {
    if (!webhook) continue;
    // Of its own, so that strangers who call one source hold up no other
    const pool = new BodyPool({
      bytes: POOL_BODIES * maxBodyBytes + KEPT_FOR_SMALL,
      keptForSmall: KEPT_FOR_SMALL,
    });
    receivers.set(sourceId, { sourceId, webhook, pool });
  }
  const router = Router();
  router.param('source', (req, res, next) => {
    res.locals.sender = checkSender(receivers, req);
    next();
  });
  const limit = limitWebhooks({
    limits: options.limits,
    check: (res): Sender => res.locals.sender,
  });
  router.post('/:source', limit, async (req, res) => {
    const sender: Sender = res.locals.sender;
    if (sender.found === 'refused') throw sender.error;
    const { sourceId, webhook, pool } = sender.receiver;
    const { reply, status } = await withBody(
      { req, res, pool, maxBytes: maxBodyBytes, advice: TOO_LARGE },
      async rawBody => {
        const accepted = await webhook.authenticate({
          headers: req.headers,
          rawBody,
        });
        const { deliveryId } = accepted;
        if (deliveryId === undefined) {
          return { reply: accepted.reply, status: 'ignored' };
        }
        const chosen: ChosenBody = (await accepted.choose?.(incidents)) ?? {
          body: rawBody.toString('utf8'),
        };
        const answer = chosen.reply ?? accepted.reply;
        if (chosen.body === undefined) {
          return { reply: answer, status: 'ignored' };
        }
        const orderKey = chosen.orderKey ?? accepted.orderKey;
        const added = await deliveries.add({
          sourceId,
          deliveryId: maskText(deliveryId),
          orderKey: orderKey && maskText(orderKey),
          body: await maskDelivery(chosen.body),
        });
        return {
          reply: answer,
          status: added ? 'accepted' : 'duplicate',
        };
      },
    );
    if (status === 'accepted') onDelivery(sourceId);
    if (reply) {
      res.status(200).type(reply.contentType).send(reply.body);
      return;
    }
    res.status(202).json({ status });
  });
  return router;
}

function checkSender(
  receivers: ReadonlyMap<string, Receiver>,
  req: Request,
): Sender {
  const receiver = receivers.get(req.params.source);
  if (!receiver) {
    const name = req.params.source.slice(0, 64);
    const error = new NotFoundError(`No source named '${name}' takes webhooks`);
    return { found: 'refused', error };
  }
  const { sourceId, webhook } = receiver;
  if (!webhook.checkHeaders) return { found: 'unknown', sourceId, receiver };
  try {
    webhook.checkHeaders(req.headers);
    return { found: 'verified', sourceId, receiver };
  } catch (error) {
    return { found: 'refused', sourceId, error: toError(error) };
  }
}
