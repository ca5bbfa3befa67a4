import type {
  EvidenceNode,
  KnownPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { serviceName } from './render/names';

/** Fields in which sources tend to say what happened, the most telling first. */
const TELLING_FIELDS = [
  'message',
  'text',
  'summary',
  'title',
  'description',
  'name',
] as const;

/** Longest field of this kind that reads as a sentence, in characters. */
const MAX_TELLING = 2000;

/** The field of a payload of unknown shape that says most, at last the first with words; `undefined` when none does. */
export function tellingField({ payload }: EvidenceNode): string | undefined {
  const isTelling = (name: string) => {
    const value = Object.hasOwn(payload, name) && payload[name];
    return (
      typeof value === 'string' &&
      value.trim() !== '' &&
      value.length <= MAX_TELLING
    );
  };
  return (
    TELLING_FIELDS.find(isTelling) ??
    // Words have a space between them; ids, times and links have none
    Object.keys(payload).find(
      name =>
        name !== 'kind' &&
        isTelling(name) &&
        /\p{L}\s+\p{L}/u.test(String(payload[name])),
    )
  );
}

/**
 * Equal for nodes that say the same, digits in log lines apart; `undefined` for
 * nodes that say nothing in words.
 */
export function repetitionKey(
  node: EvidenceNode,
  payload: KnownPayload | undefined,
): string | undefined {
  const service = serviceName(node.metadata.service);
  if (!payload) {
    const field = tellingField(node);
    return field && `other ${service} ${String(node.payload[field])}`;
  }
  switch (payload.kind) {
    case 'metric':
    case 'step':
      return undefined;
    case 'message':
      return `message ${payload.author.name ?? payload.author.id} ${
        payload.text
      }`;
    case 'alert':
      return `alert ${payload.alertName} ${payload.status} ${service}`;
    case 'log':
      return `log ${service} ${payload.level ?? ''} ${payload.message.replace(
        /\d+/g,
        '#',
      )}`;
    case 'event':
      return `event ${service} ${payload.reason} ${payload.message}`;
    default:
      return JSON.stringify([
        payload.kind,
        service,
        payload.name,
        payload.version,
        payload.status,
        payload.description,
      ]);
  }
}
