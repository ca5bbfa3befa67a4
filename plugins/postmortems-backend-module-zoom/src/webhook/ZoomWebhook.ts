import { InputError } from '@backstage/errors';
import {
  type AcceptedWebhook,
  type BlockNames,
  hmacOf,
  type IncidentAccess,
  isConfigured,
  type WebhookDelivery,
  type WebhookHandler,
  type WebhookRequest,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';
import type { ZoomConfig } from '../config/config';
import { checkSignature } from './signature';

const text = z.string().min(1).max(500);

const challengeSchema = z.looseObject({
  event: z.literal('endpoint.url_validation'),
  payload: z.looseObject({ plainToken: text }),
});

// https://developers.zoom.us/docs/api/meetings/events/
const eventSchema = z.looseObject({
  event: z.literal('recording.transcript_completed'),
  event_ts: z.number(),
  payload: z.looseObject({
    object: z.looseObject({
      uuid: text,
      topic: z.string().catch(''),
      host_id: z.string().catch(''),
      host_email: z.string().catch(''),
    }),
  }),
});
type ZoomEvent = z.output<typeof eventSchema>;

const taskSchema = z.object({ block: text, uuid: text });
/** A recording to read, and the name of the block of its account. */
export type RecordingTask = z.output<typeof taskSchema>;

/** @throws `InputError` when it is none */
export function readTask(body: string): RecordingTask {
  const { data } = taskSchema.safeParse(parseJson(body));
  if (!data) throw new InputError('The task names no recording of Zoom');
  return data;
}

/**
 * Takes word that a transcript is ready. It is read by a task, from the API: what the
 * call itself says of it is only which recording to ask for.
 */
export class ZoomWebhook implements WebhookHandler {
  readonly #blocks: readonly ZoomConfig[];
  readonly #names: BlockNames<ZoomConfig>;
  readonly #now: () => number;

  constructor(options: {
    blocks: readonly ZoomConfig[];
    names: BlockNames<ZoomConfig>;
    now: () => number;
  }) {
    this.#blocks = options.blocks;
    this.#names = options.names;
    this.#now = options.now;
  }

  async authenticate(request: WebhookRequest): Promise<AcceptedWebhook> {
    const place = checkSignature(request, {
      secrets: this.#blocks.map(block => block.webhookSecretToken),
      now: this.#now(),
    });
    const block = this.#blocks[place];
    const body = parseJson(request.rawBody.toString('utf8'));
    const challenge = challengeSchema.safeParse(body).data;
    if (challenge) return { reply: answerTo(challenge.payload, block) };
    const event = eventSchema.safeParse(body).data;
    // Zoom sends again what is answered with another status than 200 or 204
    const reply = { contentType: 'application/json', body: '{}' };
    if (!event || !isWanted(event, block)) return { reply };
    const { uuid } = event.payload.object;
    return {
      deliveryId: `${this.#names.nameOf(block)}:${event.event_ts}:${uuid}`,
      orderKey: uuid,
      reply,
    };
  }

  async process(
    delivery: WebhookDelivery,
    access: IncidentAccess,
  ): Promise<void> {
    const event = eventSchema.safeParse(parseJson(delivery.body)).data;
    if (!event) return;
    const { uuid } = event.payload.object;
    const task: RecordingTask = {
      block: delivery.id.split(':')[0],
      uuid,
    };
    await access.enqueueTask({
      id: `transcript:${delivery.id}`,
      orderKey: uuid,
      body: JSON.stringify(task),
    });
  }
}

function isWanted({ payload }: ZoomEvent, block: ZoomConfig): boolean {
  const { uuid, topic, host_id: id, host_email: email } = payload.object;
  const isOfUser =
    !block.users ||
    block.users.some(
      user =>
        user === id ||
        user.toLocaleLowerCase('en-US') === email.toLocaleLowerCase('en-US'),
    );
  return isOfUser && isConfigured({ id: uuid, name: topic }, block.topics);
}

/** Shows Zoom that the secret is known here. */
function answerTo({ plainToken }: { plainToken: string }, block: ZoomConfig) {
  const encryptedToken = hmacOf(Buffer.from(plainToken), {
    secret: block.webhookSecretToken!,
  });
  return {
    contentType: 'application/json',
    body: JSON.stringify({ plainToken, encryptedToken }),
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new InputError('The call of Zoom holds JSON that cannot be read');
  }
}
