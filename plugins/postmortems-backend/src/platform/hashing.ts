import canonicalize from 'canonicalize';
import { hash } from 'node:crypto';

/** RFC 8785 JSON of a value. Throws `TypeError` when the value is not JSON. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) {
    throw new TypeError(`No JSON form of a value of type ${typeof value}`);
  }
  return text;
}

/** Lower-case hex SHA-256 of the UTF-8 bytes of a text. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/** SHA-256 of the RFC 8785 JSON of a value. */
export function canonicalHash(value: unknown): string {
  return sha256(canonicalJson(value));
}
