import {
  AuthenticationError,
  InputError,
  NotFoundError,
} from '@backstage/errors';
import {
  type Incident,
  incidentKeySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  addInvestigations,
  findBearerToken,
  type IncidentAccess,
  type UploadedEvidence,
  type WebhookDelivery,
  type WebhookHandler,
  type WebhookRequest,
} from '@postmortems/backstage-plugin-postmortems-node';
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { HolmesConfig } from '../config/config';
import { readInvestigations } from '../reading/readInvestigations';

const bodySchema = z.looseObject({
  incident: incidentKeySchema,
  result: z.union([z.looseObject({}), z.array(z.unknown())]),
});

/**
 * Receives investigations with the key of their incident. HolmesGPT sends none by itself:
 * whoever runs it does.
 */
export class HolmesWebhook implements WebhookHandler {
  readonly #blocks: readonly HolmesConfig[];
  readonly #read: (
    json: unknown,
    incident: Incident,
    license: string | undefined,
  ) => Promise<UploadedEvidence>;

  constructor(options: {
    blocks: readonly HolmesConfig[];
    read: (
      json: unknown,
      incident: Incident,
      license: string | undefined,
    ) => Promise<UploadedEvidence>;
  }) {
    this.#blocks = options.blocks;
    this.#read = options.read;
  }

  checkHeaders(headers: IncomingHttpHeaders) {
    this.#blockOf(headers);
  }

  async authenticate({ headers, rawBody }: WebhookRequest) {
    const block = this.#blockOf(headers);
    const body = rawBody.toString('utf8');
    const { incident, result } = readBody(body);
    readInvestigations(result);
    const digest = createHash('sha256').update(body).digest('hex');
    return { deliveryId: `${block}:${digest}`, orderKey: incident };
  }

  async process({ id, body }: WebhookDelivery, access: IncidentAccess) {
    const { incident: key, result } = readBody(body);
    const incident = await access.findIncident(key);
    if (!incident) {
      throw new NotFoundError(
        `There is no incident ${key}; the investigation is added when it is opened within the time of retries`,
      );
    }
    const { license } = this.#blocks[Number(id.split(':')[0])] ?? {};
    const read = await this.#read(result, incident, license);
    await addInvestigations(access, key, read);
  }

  #blockOf(headers: IncomingHttpHeaders): number {
    const found = findBearerToken(
      headers,
      this.#blocks.map(({ webhook }) => webhook?.token),
    );
    if (found >= 0) return found;
    throw new AuthenticationError(
      'The webhook of HolmesGPT needs the header Authorization with "Bearer" and the webhook.token of its block',
    );
  }
}

function readBody(body: string): z.output<typeof bodySchema> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new InputError('The body is no JSON');
  }
  const parsed = bodySchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new InputError(
    'The body must be {"incident": "<key>", "result": <what HolmesGPT answered>}',
  );
}
