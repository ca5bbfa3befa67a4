/** LogQL with `$service`, parsed once so that no name can change the query. */
export type Selector = { render(service: string): string };

type Part = { text: string } | { slot: 'exact' | 'regex' };

const PLACEHOLDER = '$service';

const ESCAPE = {
  exact: escapeString,
  regex: (value: string) =>
    escapeString(value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')),
};

/**
 * @param source - LogQL; `$service` is allowed inside double quotes only
 * @throws `Error` when it has no place for the service, or one where its name
 * cannot be escaped
 */
export function parseSelector(source: string): Selector {
  if (!/^\s*\{/.test(source)) {
    throw new Error('must begin with a selector such as {app="$service"}');
  }
  const parts: Part[] = [];
  let text = '';
  let quote: string | undefined;
  let slot: 'exact' | 'regex' = 'exact';
  for (let i = 0; i < source.length; i += 1) {
    const char = source[i];
    if (source.startsWith(PLACEHOLDER, i)) {
      if (quote !== '"') {
        throw new Error(
          'has $service outside double quotes: write a matcher such as app="$service"',
        );
      }
      parts.push({ text }, { slot });
      text = '';
      i += PLACEHOLDER.length - 1;
      continue;
    }
    text += char;
    if (!quote && (char === '"' || char === '`')) {
      quote = char;
      slot = /[=!|]~\s*$/.test(source.slice(0, i)) ? 'regex' : 'exact';
    } else if (char === quote) {
      quote = undefined;
    } else if (quote === '"' && char === '\\') {
      i += 1;
      text += source[i] ?? '';
    }
  }
  if (parts.length === 0) {
    throw new Error(
      'names no service: write a matcher such as app="$service" into it',
    );
  }
  parts.push({ text });
  return {
    render: service =>
      parts
        .map(part => ('text' in part ? part.text : ESCAPE[part.slot](service)))
        .join(''),
  };
}

/** Escapes a value for double quotes in LogQL (Go's string syntax). */
function escapeString(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}
