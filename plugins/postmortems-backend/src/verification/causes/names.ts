/** A service as people name it: `component:default/checkout` is `checkout`. */
export function shortName(service: string): string {
  return service.replace(/^[a-z]+:(?:[^/]+\/)?/, '');
}

/** The first words of a text, for a detail. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/[“”]/g, '"').trim();
  return line.length > 200 ? `“${line.slice(0, 200).trim()} …”` : `“${line}”`;
}

/** Names listed as in English prose, at most three of them. */
export function listed(names: readonly string[]): string {
  const shown = names.length > 3 ? names.slice(0, 2) : names;
  const rest =
    shown.length < names.length ? [`${names.length - shown.length} more`] : [];
  const all = [...shown, ...rest];
  return all.length < 2
    ? all.join('')
    : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
