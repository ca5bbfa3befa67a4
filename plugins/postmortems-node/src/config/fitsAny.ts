/**
 * Whether a text fits one of the patterns, in any case; `*` stands for any part.
 *
 * @public
 */
export function fitsAny(text: string, patterns: readonly string[]): boolean {
  const lower = text.toLocaleLowerCase('en-US');
  return patterns.some(pattern =>
    fits(lower, pattern.toLocaleLowerCase('en-US').split('*')),
  );
}

/** Part by part: an expression would try every way to divide a long text. */
function fits(text: string, [first, ...others]: string[]): boolean {
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let end = first.length;
  for (const part of others) {
    const start = text.indexOf(part, end);
    if (start < 0) return false;
    end = start + part.length;
  }
  return text.length - last.length >= end && text.endsWith(last);
}
