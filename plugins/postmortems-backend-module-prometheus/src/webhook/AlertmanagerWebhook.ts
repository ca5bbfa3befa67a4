import type {
  IncidentAccess,
  WebhookDelivery,
  WebhookHandler,
  WebhookRequest,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { IncomingHttpHeaders } from 'node:http';
import type { WebhookConfig } from '../config/config';
import type { AlertIntake } from '../incidents/AlertIntake';
import { checkAuthorization } from './authenticate';
import {
  groupKeyOf,
  parseNotification,
  readBody,
  toDeliveryId,
} from './payload';

/** Receives the notifications of Alertmanager. */
export class AlertmanagerWebhook implements WebhookHandler {
  readonly #webhook: WebhookConfig;
  readonly #intake: AlertIntake;

  constructor(options: { webhook: WebhookConfig; intake: AlertIntake }) {
    this.#webhook = options.webhook;
    this.#intake = options.intake;
  }

  checkHeaders(headers: IncomingHttpHeaders) {
    checkAuthorization(headers, this.#webhook);
  }

  async authenticate(request: WebhookRequest) {
    checkAuthorization(request.headers, this.#webhook);
    const sent = readBody(request.rawBody.toString('utf8'));
    return {
      deliveryId: toDeliveryId(sent, new Date()),
      orderKey: groupKeyOf(sent),
    };
  }

  async process(
    delivery: WebhookDelivery,
    access: IncidentAccess,
  ): Promise<void> {
    await this.#intake.take({
      notification: parseNotification(
        readBody(delivery.body),
        delivery.receivedAt,
      ),
      receivedAt: delivery.receivedAt,
      isComplete: true,
      access,
    });
  }
}
