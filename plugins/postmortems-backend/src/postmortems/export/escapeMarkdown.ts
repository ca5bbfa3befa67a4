/**
 * Text as Markdown that shows exactly this text: no markup, no HTML, no links,
 * no mentions that a target would follow.
 */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/[\\`*{}[\]<>|~$^&]/g, '\\$&')
      // Inside a word, as in `error_rate`, it marks nothing
      .replace(/(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu, marks =>
        marks.replaceAll('_', '\\_'),
      )
      // At the beginning they would make a heading or a list
      .replace(/^[-=+#]/, '\\$&')
      .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
      // Before a footnote it would make an image
      .replace(/!$/, '\\!')
      .replace(/@/g, '@\u200b')
      .replace(/:\/\//g, ':\u200b//')
      .replace(/\bwww\./gi, match => `${match.slice(0, -1)}\u200b.`)
  );
}

/** Text as inline code, with as many backticks around it as it needs. */
export function inlineCode(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const longest = Math.max(
    0,
    ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length),
  );
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}
