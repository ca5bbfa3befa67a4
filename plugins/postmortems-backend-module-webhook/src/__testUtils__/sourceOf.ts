import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { submitEvidenceNodeSchema } from '@postmortems/backstage-plugin-postmortems-common';
import {
  CatalogServices,
  CatalogUsers,
  type IncidentAccess,
  type OfferedEvidence,
} from '@postmortems/backstage-plugin-postmortems-node';
import { readWebhookConfig } from '../config/config';
import { sign } from '../webhook/authenticate';
import { WebhookSource } from '../WebhookSource';

export const entities = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'checkout',
      namespace: 'default',
      annotations: { 'gitlab.com/project-slug': 'shop/checkout' },
    },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: {
      name: 'ada',
      namespace: 'default',
      annotations: { 'gitlab.com/user-login': 'ada' },
    },
    spec: { profile: { email: 'ada@example.com' } },
  },
];

export const RECEIVED = new Date('2026-03-02T15:00:00.000Z');

/** The source that a configuration makes, and what it offers of a call. */
export function sourceOf(data: JsonObject) {
  const [config] = readWebhookConfig(mockServices.rootConfig({ data }));
  const catalog = catalogServiceMock({ entities: entities as never });
  const auth = mockServices.auth();
  const logger = mockServices.logger.mock();
  const source = new WebhookSource({
    config,
    logger,
    services: new CatalogServices({ catalog, auth }),
    users: new CatalogUsers({ catalog, auth }),
  });

  function headersOf(body: string): Record<string, string> {
    const { token, signature } = config.auth;
    if (token) {
      const isBearer = token.header === 'authorization';
      return {
        [token.header]: `${isBearer ? 'Bearer ' : ''}${token.value[0]}`,
      };
    }
    return {
      [signature!.header]: sign(Buffer.from(body), {
        ...signature!,
        secret: signature!.secret[0],
      }),
    };
  }

  /** `undefined` for what is not even stored. */
  async function deliver(
    sent: unknown,
    options: { headers?: object; outcome?: object } = {},
  ): Promise<OfferedEvidence[] | undefined> {
    const body = typeof sent === 'string' ? sent : JSON.stringify(sent);
    const headers = { ...headersOf(body), ...options.headers };
    source.webhook.checkHeaders?.(headers);
    const { deliveryId } = await source.webhook.authenticate({
      headers,
      rawBody: Buffer.from(body),
    });
    if (deliveryId === undefined) return undefined;
    let offers: OfferedEvidence[] = [];
    const access = {
      async offerEvidence(offered: OfferedEvidence[]) {
        offers = offered;
        return { outcomes: [options.outcome ?? { status: 'created' }] };
      },
    } as unknown as IncidentAccess;
    const delivery = { id: deliveryId, receivedAt: RECEIVED, body };
    await source.webhook.process(delivery, access);
    for (const { node } of offers) submitEvidenceNodeSchema.parse(node);
    return offers;
  }

  return { source, config, logger, deliver };
}

/** A block with one mapping. */
export function blockOf(mapping: object, block: object = {}): JsonObject {
  return {
    postmortems: {
      provenanceRouting: {
        deploymentSources: [
          {
            platform: 'webhook',
            name: 'ci',
            auth: { token: { value: 't0ken' } },
            mappings: [{ kind: 'deployment', service: '/service', ...mapping }],
            ...block,
          },
        ],
      },
    },
  } as JsonObject;
}
