import {
  resolvePointer,
  type EvidenceNode,
  type KnownPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { serviceName } from './render/names';
import { tellingRows } from './tellingRows';

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
    const texts = tellingRows(node).map(row =>
      row.map(pointer => resolvePointer(node.payload, pointer)),
    );
    return texts.length > 0
      ? `other ${service} ${JSON.stringify(texts)}`
      : undefined;
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
