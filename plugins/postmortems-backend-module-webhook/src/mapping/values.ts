import {
  quotableText,
  resolvePointer,
  storableText,
} from '@postmortems/backstage-plugin-postmortems-common';

const IN_BRACES = /\{(\/[^{}]*)\}/g;

/** What is sent: an item of a list, and the whole body around it. */
export type Sent = { item: unknown; body: unknown };

/** The JSON pointers that the source of a value names. */
export function pointersIn(source: string): string[] {
  return source.startsWith('/')
    ? [source]
    : [...source.matchAll(IN_BRACES)].map(([, pointer]) => pointer);
}

/**
 * The text that a source of a value gives; empty when what it points to is not
 * there. A text with pointers is empty when all of them are.
 */
export function valueOf(source: string | undefined, sent: Sent): string {
  if (source === undefined) return '';
  if (source.startsWith('/')) return textAt(source, sent);
  const pointers = pointersIn(source);
  if (pointers.length === 0) return source;
  if (pointers.every(pointer => textAt(pointer, sent) === '')) return '';
  return source
    .replace(IN_BRACES, (_, pointer) => textAt(pointer, sent))
    .trim();
}

/** The texts at a pointer to a list, else the one text of a source. */
export function valuesOf(source: string | undefined, sent: Sent): string[] {
  const found = source?.startsWith('/') ? at(source, sent) : undefined;
  if (!Array.isArray(found)) return [valueOf(source, sent)].filter(Boolean);
  return found.map(one => plain(one)).filter(Boolean);
}

/** Of the item, else of the body around it. */
function at(pointer: string, { item, body }: Sent): unknown {
  return resolvePointer(item, pointer) ?? resolvePointer(body, pointer);
}

function textAt(pointer: string, sent: Sent): string {
  return plain(at(pointer, sent));
}

function plain(value: unknown): string {
  return storableText(quotableText(value) ?? '').trim();
}
