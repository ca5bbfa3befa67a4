import {
  AuthenticationError,
  InputError,
  NotFoundError,
} from '@backstage/errors';
import {
  type Incident,
  incidentKeySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { findBearerToken } from '../bearerToken';
import { BlockNames } from '../config/BlockNames';
import type {
  IncidentAccess,
  UploadedEvidence,
  WebhookDelivery,
  WebhookHandler,
  WebhookRequest,
} from '../EvidenceSource';
import { addInvestigations } from './addInvestigations';
import { spdxLicenseSchema } from './spdxLicense';

/**
 * Keys that blocks of agents' traces have in common.
 *
 * @public
 */
export const agentTraceBlockSchema = z.strictObject({
  license: spdxLicenseSchema.optional(),
  webhook: z
    .strictObject({
      token: z
        .string()
        .trim()
        .min(16, 'must have at least 16 characters, e.g. openssl rand -hex 32'),
    })
    .optional(),
});

/** See {@link agentTraceBlockSchema}. @public */
export type AgentTraceBlock = z.output<typeof agentTraceBlockSchema>;

const bodySchema = z.looseObject({
  incident: incidentKeySchema,
  result: z.union([z.looseObject({}), z.array(z.unknown())]),
});

/**
 * Receives `{"incident": "<key>", "result": …}` with the token of a block, for platforms
 * that send nothing by themselves: whoever runs the agent does.
 *
 * @public
 */
export class InvestigationWebhook implements WebhookHandler {
  readonly #options: ConstructorParameters<typeof InvestigationWebhook>[0];
  readonly #names: BlockNames<AgentTraceBlock>;

  /**
   * @param options - `name` is that of the platform, for messages; `check` throws
   *   `InputError` for what is no result of it
   */
  constructor(options: {
    name: string;
    blocks: readonly AgentTraceBlock[];
    check(result: unknown): void;
    read(
      result: unknown,
      options: { incident: Incident; license: string | undefined },
    ): Promise<UploadedEvidence>;
  }) {
    this.#options = options;
    this.#names = new BlockNames({
      platform: options.name,
      blocks: options.blocks,
      // All that is taken of a block
      tellsApart: ({ license }) => [license],
    });
  }

  /** As {@link WebhookHandler.checkHeaders}. */
  checkHeaders(headers: IncomingHttpHeaders): void {
    this.#blockOf(headers);
  }

  /** As {@link WebhookHandler.authenticate}. */
  async authenticate({
    headers,
    rawBody,
  }: WebhookRequest): Promise<{ deliveryId: string; orderKey: string }> {
    const block = this.#names.nameOf(this.#blockOf(headers));
    const body = rawBody.toString('utf8');
    const { incident, result } = this.#readBody(body);
    this.#options.check(result);
    const digest = createHash('sha256').update(body).digest('hex');
    return { deliveryId: `${block}:${digest}`, orderKey: incident };
  }

  /** As {@link WebhookHandler.process}. */
  async process(
    { id, body }: WebhookDelivery,
    access: IncidentAccess,
  ): Promise<void> {
    const { incident: key, result } = this.#readBody(body);
    const incident = await access.findIncident(key);
    if (!incident) {
      throw new NotFoundError(
        `There is no incident ${key}; the investigation is added when it is opened within the time of retries`,
      );
    }
    const { license } = this.#names.find(id.split(':')[0]);
    await addInvestigations(
      access,
      key,
      await this.#options.read(result, { incident, license }),
    );
  }

  #blockOf(headers: IncomingHttpHeaders): AgentTraceBlock {
    const { name, blocks } = this.#options;
    const found = findBearerToken(
      headers,
      blocks.map(({ webhook }) => webhook?.token),
    );
    if (found >= 0) return blocks[found];
    throw new AuthenticationError(
      `The webhook of ${name} needs the header Authorization with "Bearer" and the webhook.token of its block`,
    );
  }

  #readBody(body: string): z.output<typeof bodySchema> {
    let json: unknown;
    try {
      json = JSON.parse(body);
    } catch {
      throw new InputError('The body is no JSON');
    }
    const parsed = bodySchema.safeParse(json);
    if (parsed.success) return parsed.data;
    throw new InputError(
      `The body must be {"incident": "<key>", "result": <what ${
        this.#options.name
      } answered>}`,
    );
  }
}
