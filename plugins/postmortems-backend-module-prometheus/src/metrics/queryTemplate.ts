/** PromQL with `$service`, parsed once so that no name can change the query. */
type QueryTemplate = {
  source: string;
  /** Whether the query contains `$service`. */
  perService: boolean;
  render(service: string): string;
};

type Part = { text: string } | { slot: 'exact' | 'regex' };

const ESCAPE = {
  exact: escapePromqlString,
  regex: (value: string) =>
    escapePromqlString(value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')),
};

const PLACEHOLDER = '$service';

/**
 * @param source - PromQL; `$service` is allowed inside double quotes only
 * @throws `Error` when a placeholder is where its value cannot be escaped
 */
export function parseQueryTemplate(source: string): QueryTemplate {
  const parts: Part[] = [];
  let text = '';
  let quote: string | undefined;
  let slot: 'exact' | 'regex' = 'exact';
  for (let i = 0; i < source.length; i += 1) {
    const char = source[i];
    if (source.startsWith(PLACEHOLDER, i)) {
      if (quote !== '"') {
        throw new Error(
          'has $service outside double quotes: write a matcher such as service="$service"',
        );
      }
      parts.push({ text }, { slot });
      text = '';
      i += PLACEHOLDER.length - 1;
      continue;
    }
    text += char;
    if (quote === undefined && (char === '"' || char === "'" || char === '`')) {
      quote = char;
      slot = /[=!]~\s*$/.test(source.slice(0, i)) ? 'regex' : 'exact';
    } else if (char === quote) {
      quote = undefined;
    } else if (quote && quote !== '`' && char === '\\') {
      i += 1;
      text += source[i] ?? '';
    }
  }
  parts.push({ text });
  return {
    source,
    perService: parts.length > 1,
    render: service =>
      parts
        .map(part => ('text' in part ? part.text : ESCAPE[part.slot](service)))
        .join(''),
  };
}

/** Escapes a value for double quotes in PromQL (Go's string syntax). */
function escapePromqlString(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}
