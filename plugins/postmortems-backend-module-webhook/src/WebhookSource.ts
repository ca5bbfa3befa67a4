import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type {
  CatalogServices,
  CatalogUsers,
  EvidenceSource,
  WebhookHandler,
} from '@postmortems/backstage-plugin-postmortems-node';
import { createHash } from 'node:crypto';
import { isKnownKind, type WebhookConfig } from './config/config';
import { Names } from './mapping/Names';
import { mappingOf, toOffers } from './mapping/toOffers';
import { checkSignature, checkToken } from './webhook/authenticate';

/** A sender of webhooks whose payloads are evidence by a mapping in the configuration. */
export class WebhookSource implements EvidenceSource {
  readonly id: string;
  readonly webhook: WebhookHandler;
  readonly payloadKinds: NonNullable<EvidenceSource['payloadKinds']>;

  constructor(options: {
    config: WebhookConfig;
    services: Pick<CatalogServices, 'find' | 'findByAnnotation'>;
    users: Pick<CatalogUsers, 'find'>;
    logger: LoggerService;
  }) {
    const { config } = options;
    this.id = config.name;
    this.webhook = createHandler(options);
    const own = config.mappings
      .map(({ kind }) => kind)
      .filter(kind => !isKnownKind(kind));
    this.payloadKinds = [...new Set(own)].map(kind => ({
      kind,
      name: config.title ?? config.name,
      title: '/title',
    }));
  }
}

function createHandler(
  options: ConstructorParameters<typeof WebhookSource>[0],
): WebhookHandler {
  const { config, logger } = options;
  const names = new Names(options);
  return {
    checkHeaders: config.auth.token && (sent => checkToken(sent, config)),

    async authenticate(request) {
      checkToken(request.headers, config);
      checkSignature(request, config);
      const text = request.rawBody.toString('utf8');
      if (!mappingOf(jsonOf(text, config), config.mappings)) return {};
      const { deliveryHeader } = config;
      const given = deliveryHeader && request.headers[deliveryHeader];
      return {
        deliveryId:
          typeof given === 'string' && given
            ? given
            : createHash('sha256').update(text).digest('hex').slice(0, 32),
      };
    },

    async process({ id: deliveryId, body: text, receivedAt }, access) {
      const body = jsonOf(text, config);
      const mapping = mappingOf(body, config.mappings);
      if (!mapping) return;
      const { offers, problems } = await toOffers({
        config,
        mapping,
        body,
        receivedAt,
        deliveryId,
        names,
      });
      if (offers.length === 0) {
        throw new InputError(
          `Nothing was taken from the webhook ${config.name}: ${problems[0]}`,
        );
      }
      if (problems.length > 0) {
        logger.warn(
          `Not all was taken from the webhook ${config.name}: ${problems[0]}`,
        );
      }
      const { outcomes } = await access.offerEvidence(offers);
      const refused = outcomes.filter(({ status }) => status === 'rejected');
      if (refused.length > 0) {
        throw new InputError(
          `The webhook ${config.name} sent what is refused: ${JSON.stringify(
            refused[0],
          )}`,
        );
      }
    },
  };
}

function jsonOf(text: string, { name }: WebhookConfig): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(`The body of the webhook ${name} is not JSON`);
  }
}
