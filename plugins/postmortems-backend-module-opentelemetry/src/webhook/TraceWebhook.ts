import { AuthenticationError, NotFoundError } from '@backstage/errors';
import {
  type Incident,
  incidentKeySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  addInvestigations,
  BlockNames,
  findBearerToken,
  type IncidentAccess,
  type UploadedEvidence,
  type WebhookDelivery,
  type WebhookHandler,
  type WebhookRequest,
} from '@postmortems/backstage-plugin-postmortems-node';
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { OpenTelemetryConfig } from '../config/config';
import { isGenAi, tracesOf } from '../genai/toEvidence';
import { readSpans, type Span } from '../otlp/readSpans';

type Read = (
  spans: readonly Span[],
  options: { incident: Incident; license: string | undefined },
) => UploadedEvidence;

/**
 * Receives spans over OTLP/HTTP in JSON. Only spans of agents in traces that name an
 * incident are taken; the answer says how many were not, as the protocol has it.
 */
export class TraceWebhook implements WebhookHandler {
  readonly #blocks: readonly OpenTelemetryConfig[];
  readonly #names: BlockNames<OpenTelemetryConfig>;
  readonly #read: Read;

  constructor(options: { blocks: readonly OpenTelemetryConfig[]; read: Read }) {
    this.#blocks = options.blocks;
    this.#names = new BlockNames({
      platform: 'OpenTelemetry in agentTraces',
      blocks: options.blocks,
      // All that is taken of a block
      tellsApart: ({ incidentAttribute, license }) => [
        incidentAttribute,
        license,
      ],
    });
    this.#read = options.read;
  }

  checkHeaders(headers: IncomingHttpHeaders) {
    this.#blockOf(headers);
  }

  async authenticate({ headers, rawBody }: WebhookRequest) {
    const block = this.#blockOf(headers);
    const body = rawBody.toString('utf8');
    const { spans, odd } = readSpans(body);
    const { incidentAttribute } = block;
    const taken = byIncident(spans, incidentAttribute);
    const count = [...taken.values()].reduce(
      (sum, { length }) => sum + length,
      0,
    );
    const rejected = spans.length + odd - count;
    const reply = {
      contentType: 'application/json',
      body: JSON.stringify(
        rejected > 0
          ? {
              partialSuccess: {
                rejectedSpans: String(rejected),
                errorMessage: `Only GenAI spans are taken, of traces in which the resource or a span has the attribute ${incidentAttribute} with the key of an incident`,
              },
            }
          : {},
      ),
    };
    if (count === 0) return { reply };
    const digest = createHash('sha256').update(body).digest('hex');
    return { deliveryId: `${this.#names.nameOf(block)}:${digest}`, reply };
  }

  async process({ id, body }: WebhookDelivery, access: IncidentAccess) {
    const block = this.#names.find(id.split(':')[0]);
    const errors: unknown[] = [];
    const { spans } = readSpans(body);
    for (const [key, taken] of byIncident(spans, block.incidentAttribute)) {
      try {
        const incident = await access.findIncident(key);
        if (!incident) throw new NotFoundError(`There is no incident ${key}`);
        const { license } = block;
        const read = this.#read(taken, { incident, license });
        await addInvestigations(access, key, read);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }

  #blockOf(headers: IncomingHttpHeaders): OpenTelemetryConfig {
    const found = findBearerToken(
      headers,
      this.#blocks.map(({ webhook }) => webhook?.token),
    );
    if (found >= 0) return this.#blocks[found];
    throw new AuthenticationError(
      'The endpoint of OpenTelemetry needs the header Authorization with "Bearer" and the webhook.token of its block',
    );
  }
}

/** The GenAI spans of traces that name an incident. */
function byIncident(
  spans: readonly Span[],
  attribute: string,
): Map<string, Span[]> {
  const found = new Map<string, Span[]>();
  for (const trace of tracesOf(spans)) {
    const key = trace
      .flatMap(span => [span.attributes[attribute], span.resource[attribute]])
      .map(value => incidentKeySchema.safeParse(value).data)
      .find(value => value !== undefined);
    const ofAgents = trace.filter(isGenAi);
    if (key === undefined || ofAgents.length === 0) continue;
    found.set(key, [...(found.get(key) ?? []), ...ofAgents]);
  }
  return found;
}
