import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';

/**
 * Longest `kind` that counts as one, in characters; longer text is content, not
 * a name.
 */
const MAX_KIND_LENGTH = 64;

/** The kind that a payload names, e.g. `alert`, or `undefined`. */
export function payloadKind(payload: JsonObject): string | undefined {
  if (!Object.hasOwn(payload, 'kind')) return undefined;
  const { kind } = payload;
  return typeof kind === 'string' &&
    kind.length > 0 &&
    kind.length <= MAX_KIND_LENGTH
    ? kind
    : undefined;
}
