/**
 * The value at a JSON pointer (RFC 6901), or `undefined`. Own properties only.
 *
 * @public
 */
export function resolvePointer(document: unknown, pointer: string): unknown {
  let value: unknown = document;
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) {
      value = /^(?:0|[1-9]\d*)$/.test(name) ? value[Number(name)] : undefined;
    } else if (
      typeof value === 'object' &&
      value !== null &&
      Object.hasOwn(value, name)
    ) {
      value = (value as Record<string, unknown>)[name];
    } else {
      return undefined;
    }
  }
  return value;
}

/** Appends names to a JSON pointer, escaped. @public */
export function joinPointer(
  base: string,
  ...names: (string | number)[]
): string {
  return names.reduce<string>(
    (pointer, name) =>
      `${pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`,
    base,
  );
}

/**
 * The text of a string, number or boolean as quotes contain it. `undefined` for
 * objects, arrays and null, which a reader cannot find in the evidence.
 *
 * @public
 */
export function quotableText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') {
    return JSON.stringify(value);
  }
  return undefined;
}

/**
 * Whether a quote is at a pointer: part of the string there, or equal to the
 * number or boolean there.
 *
 * @public
 */
export function isQuoteAt(
  document: unknown,
  pointer: string,
  quote: string,
): boolean {
  const value = resolvePointer(document, pointer);
  if (typeof value === 'string') return quote !== '' && value.includes(quote);
  return quotableText(value) === quote;
}
