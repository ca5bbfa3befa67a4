import {
  cutText,
  type JsonObject,
  resolvePointer,
  webUrlSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  fitsAny,
  type OfferedEvidence,
} from '@postmortems/backstage-plugin-postmortems-node';
import { createHash } from 'node:crypto';
import {
  isChange,
  type Mapping,
  textField,
  type WebhookConfig,
} from '../config/config';
import type { Names } from './Names';
import { timeOf } from './timeOf';
import { type Sent, valueOf, valuesOf } from './values';

const EXTERNAL_ID = /^[A-Za-z0-9][A-Za-z0-9._:/#@+=-]{0,150}$/;
const DAY_MS = 86_400_000;
const MAX_TEXT = 4000;
/** Items of one delivery. */
export const MAX_ITEMS = 1000;

/** The first mapping whose conditions hold for a body. */
export function mappingOf(
  body: unknown,
  mappings: readonly Mapping[],
): Mapping | undefined {
  return mappings.find(({ when }) =>
    Object.entries(when).every(([pointer, patterns]) =>
      fitsAny(valueOf(pointer, { item: body, body }), patterns),
    ),
  );
}

/** What a mapping makes of a body. */
export async function toOffers(options: {
  config: WebhookConfig;
  mapping: Mapping;
  body: unknown;
  receivedAt: Date;
  /** By which the sender, or we, know the delivery. */
  deliveryId: string;
  names: Names;
}): Promise<{ offers: OfferedEvidence[]; problems: string[] }> {
  const { mapping, body } = options;
  const found =
    mapping.items === undefined ? [body] : resolvePointer(body, mapping.items);
  const items = Array.isArray(found) ? found : [];
  const offers: OfferedEvidence[] = [];
  const problems: string[] = [];
  if (items.length === 0) problems.push(`there is no list at ${mapping.items}`);
  if (items.length > MAX_ITEMS) {
    problems.push(`only the first ${MAX_ITEMS} items were taken`);
  }
  for (const item of items.slice(0, MAX_ITEMS)) {
    const offer = await toOffer({ ...options, sent: { item, body } });
    if (typeof offer === 'string') {
      problems.push(offer);
      continue;
    }
    offers.push(offer);
    if (offer.node.payload.timeUnknown) {
      problems.push(
        `what is at ${mapping.time} is no time: it has the time of its arrival`,
      );
    }
  }
  return { offers, problems };
}

/** One offer, or why there is none. */
async function toOffer(options: {
  config: WebhookConfig;
  mapping: Mapping;
  sent: Sent;
  receivedAt: Date;
  deliveryId: string;
  names: Names;
}): Promise<OfferedEvidence | string> {
  const { config, mapping, sent, receivedAt, names } = options;
  const read = (field: keyof Mapping) =>
    valueOf(mapping[field] as string | undefined, sent);
  const title = cutText(read('title'), MAX_TEXT);
  if (mapping.title && !title && !isChange(mapping.kind)) {
    return `there is nothing at ${mapping.title}, which is its title`;
  }
  const services = await names.servicesOf(valuesOf(mapping.service, sent));
  const incidentKey = read('incident');
  if (services.length === 0 && !incidentKey) {
    return `there is nothing at ${mapping.service}, which is its service`;
  }
  const told = timeOf(read('time'));
  // A clock that is ahead is no reason to refuse
  const at = told && told < receivedAt ? told : receivedAt;
  const sourceUrl = webUrlSchema.safeParse(read('url')).data;
  const actor = read('actor');
  const authorRef = await names.userOf(actor, read('actorEmail'));
  const payload = withoutEmpty({
    ...Object.fromEntries(
      Object.entries(mapping.fields).map(([name, source]) => [
        name,
        cutText(valueOf(source, sent), MAX_TEXT),
      ]),
    ),
    name: read('name'),
    version: read('version'),
    previousVersion: read('previousVersion'),
    commit: read('commit'),
    environment: read('environment'),
    status: read('result'),
    author: actor,
    authorRef: authorRef ?? '',
    [textField(mapping.kind)]: title,
  });
  return {
    services,
    ...(incidentKey && { incidentKeys: [incidentKey] }),
    node: {
      id: idOf(options, read('id')),
      sourceType: 'deployment',
      provider: config.name,
      timestamp: at.toISOString(),
      ...(sourceUrl && { sourceUrl }),
      ...(config.retentionDays && {
        expiresAt: new Date(
          at.getTime() + config.retentionDays * DAY_MS,
        ).toISOString(),
      }),
      metadata: {
        service: cutText(services[0] ?? 'unknown', 256),
        region: cutText(read('region'), 100),
        correlationId: cutText(read('group'), 256),
      },
      payload: {
        ...payload,
        ...(mapping.time && !told && { timeUnknown: true }),
        kind: mapping.kind,
      },
    },
  };
}

function withoutEmpty(texts: Record<string, string>): JsonObject {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text));
}

/**
 * By the id that the sender gives, else by what was sent. What has neither id nor time
 * may be the same words for another fact, such as a flag that is turned on twice, so
 * that the number of the delivery tells.
 */
function idOf(
  { config, mapping, sent, deliveryId }: Parameters<typeof toOffer>[0],
  given: string,
): string {
  const id = `${config.name}/${given}`;
  if (given && EXTERNAL_ID.test(id)) return id;
  const isOfDelivery =
    config.deliveryHeader && !mapping.time && mapping.items === undefined;
  const what =
    given ||
    `${isOfDelivery ? `${deliveryId}\n` : ''}${JSON.stringify(sent.item)}`;
  const digest = createHash('sha256')
    .update(`${config.mappings.indexOf(mapping)}\n${what}`)
    .digest('hex');
  return `${config.name}/${digest.slice(0, 32)}`;
}
