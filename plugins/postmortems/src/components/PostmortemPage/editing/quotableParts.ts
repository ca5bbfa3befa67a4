import {
  joinPointer,
  parseKnownPayload,
  quotableText,
  type JsonObject,
} from '@postmortems/backstage-plugin-postmortems-common';
import { clock } from '../../shared/evidence/describeEvidence';

/** A part of a payload that can be quoted. */
export type QuotablePart = {
  pointer: string;
  /** Where it is, for a reader. */
  name: string;
  text: string;
};

/** Most parts that are offered of one payload. */
const MAX_PARTS = 500;

/** What a reader looks at first in a payload. */
const TELLING = [
  '/text',
  '/message',
  '/alertName',
  '/summary',
  '/description',
  '/version',
  '/validation/explanation',
];

/** The parts of a payload that can be quoted, the most telling ones first. */
export function quotableParts(payload: JsonObject): QuotablePart[] {
  const known = parseKnownPayload(payload);
  if (known?.kind === 'metric') {
    return known.points.slice(0, MAX_PARTS).map(([time, value], index) => ({
      pointer: `/points/${index}/1`,
      name: Number.isFinite(Date.parse(time)) ? clock(time) : time,
      text: `${quotableText(value)}`,
    }));
  }
  const parts = leaves(payload, '').slice(0, MAX_PARTS);
  const rank = ({ pointer }: QuotablePart) => {
    const index = TELLING.indexOf(pointer);
    return index < 0 ? TELLING.length : index;
  };
  return parts.sort((a, b) => rank(a) - rank(b));
}

function leaves(value: unknown, pointer: string, name = ''): QuotablePart[] {
  const text = quotableText(value);
  if (text !== undefined) return text === '' ? [] : [{ pointer, name, text }];
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) =>
        leaves(
          inner,
          joinPointer(pointer, key),
          name ? `${name} › ${key}` : key,
        ),
      )
    : [];
}

/**
 * The selected part of a text field as the source has it. A field shows `\r\n`
 * as one character.
 */
export function selectedPart(text: string, start: number, end: number): string {
  const positions = [...text.matchAll(/\r\n|[\s\S]/g)].map(
    ({ index }) => index ?? 0,
  );
  return text.slice(
    positions[start] ?? text.length,
    positions[end] ?? text.length,
  );
}
