import canonicalize from 'canonicalize';
import { createHash, hash } from 'node:crypto';
import type { Steps } from './Turns';

/** RFC 8785 JSON of a value. Throws `TypeError` when the value is not JSON. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) {
    throw new TypeError(`No JSON form of a value of type ${typeof value}`);
  }
  return text;
}

/** Lower-case hex SHA-256 of bytes, or of the UTF-8 bytes of a text. */
export function sha256(content: string | Buffer): string {
  return hash('sha256', content, 'hex');
}

/** SHA-256 of the RFC 8785 JSON of a value. */
export function canonicalHash(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** As {@link canonicalHash} of an object with many members, in steps. */
export function* canonicalHashInSteps(value: object): Steps<string> {
  const digest = createHash('sha256');
  for (const piece of piecesOf(value, 0)) {
    digest.update(piece);
    yield;
  }
  return digest.digest('hex');
}

/** Levels of objects that are taken apart. */
const MAX_DEPTH = 3;

/** Together its canonical JSON. */
function* piecesOf(value: unknown, depth: number): Iterable<string> {
  const isObject =
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject || depth === MAX_DEPTH) {
    yield canonicalJson(value);
    return;
  }
  let before = '{';
  // In the order of UTF-16 units, as RFC 8785 has it
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    yield `${before}${canonicalJson(key)}:`;
    yield* piecesOf(member, depth + 1);
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}
