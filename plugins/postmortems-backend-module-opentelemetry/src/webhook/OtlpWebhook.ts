import { InputError } from '@backstage/errors';
import type {
  IncidentAccess,
  WebhookDelivery,
  WebhookHandler,
  WebhookRequest,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { IncomingHttpHeaders } from 'node:http';
import { type Signal, signalOf } from '../otlp/signalOf';
import { TelemetryWebhook } from '../telemetry/TelemetryWebhook';
import type { TraceWebhook } from './TraceWebhook';

const LISTS: Record<Signal, string> = {
  spans: 'agentTraces',
  logs: 'telemetrySources',
  metrics: 'telemetrySources',
};

/** One endpoint of OTLP/HTTP for all signals: the body tells which it is. */
export class OtlpWebhook implements WebhookHandler {
  readonly #traces: TraceWebhook | undefined;
  readonly #telemetry: TelemetryWebhook | undefined;

  constructor(options: {
    traces: TraceWebhook | undefined;
    telemetry: TelemetryWebhook | undefined;
  }) {
    this.#traces = options.traces;
    this.#telemetry = options.telemetry;
  }

  checkHeaders(headers: IncomingHttpHeaders) {
    const handlers = [this.#traces, this.#telemetry].filter(
      one => one !== undefined,
    );
    for (const [index, handler] of handlers.entries()) {
      try {
        handler.checkHeaders(headers);
        return;
      } catch (error) {
        if (index === handlers.length - 1) throw error;
      }
    }
  }

  async authenticate(request: WebhookRequest) {
    const signal = signalOf(request.rawBody);
    if (signal === 'spans' && this.#traces) {
      return this.#traces.authenticate(request);
    }
    if (signal !== 'spans' && this.#telemetry) {
      return this.#telemetry.authenticate(request, signal);
    }
    throw new InputError(
      `No ${signal} are taken: postmortems.provenanceRouting.${LISTS[signal]} has no block with platform: opentelemetry and a webhook.token`,
    );
  }

  async process(
    delivery: WebhookDelivery,
    access: IncidentAccess,
  ): Promise<void> {
    const isTelemetry = TelemetryWebhook.isOwn(delivery);
    const handler = isTelemetry ? this.#telemetry : this.#traces;
    // The configuration may have changed since
    if (!handler) {
      throw new InputError(
        `postmortems.provenanceRouting.${
          isTelemetry ? LISTS.logs : LISTS.spans
        } no longer has the block with platform: opentelemetry that this came by: put the block back, or drop this`,
      );
    }
    await handler.process(delivery, access);
  }
}
