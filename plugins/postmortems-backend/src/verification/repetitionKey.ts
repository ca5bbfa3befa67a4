import {
  resolvePointer,
  type EvidenceNode,
  type KnownPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { serviceName } from './render/names';
import { tellingRows } from './tellingRows';

/** Characters by which most texts are told apart. */
const BEGINNING = 80;

/** Equal for texts of log lines that are the same, digits apart. */
const withoutDigits = (text: string) => text.replace(/\d+/g, '#');

/**
 * Whether nodes may have the same {@link repetitionKey}, from how their texts
 * begin: the whole of each takes long where there are many.
 */
export function mayRepeat(
  one: KnownPayload | undefined,
  other: KnownPayload | undefined,
): boolean {
  if (one?.kind !== other?.kind) return false;
  const [a, b] = [one, other].map(beginningOf);
  return a.startsWith(b) || b.startsWith(a);
}

function beginningOf(payload: KnownPayload | undefined): string {
  if (payload?.kind !== 'log') return '';
  // Whatever is cut off, a number too, this begins what the whole gives
  return withoutDigits(payload.message.slice(0, BEGINNING));
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
      return `log ${service} ${payload.level ?? ''} ${withoutDigits(
        payload.message,
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
