import { compile, type HtmlToTextOptions } from 'html-to-text';

/** Longer than Teams lets a message be. */
const MAX_HTML = 500_000;

/** Names by the id of a mention in its message. */
export type Mentions = ReadonlyMap<string, string>;

const line = { leadingLineBreaks: 1, trailingLineBreaks: 1 };

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  limits: {
    maxDepth: 40,
    maxChildNodes: 5_000,
    ellipsis: '…',
  },
  formatters: {
    mention: (element, _, builder) => {
      const { metadata } = builder as unknown as { metadata: Mentions };
      // What stands between the tags is what the sender wrote
      const name = metadata.get(String(element.attribs?.id));
      builder.addInline(`@${name || 'somebody'}`);
    },
    cell: (element, walk, builder) => {
      walk(element.children, builder);
      builder.addInline(' | ');
    },
    emoji: (element, _, builder) => {
      builder.addInline(String(element.attribs?.alt ?? ''));
    },
    picture: (element, _, builder) => {
      const alt = String(element.attribs?.alt ?? '').trim();
      // Teams calls every picture so
      if (alt && alt !== 'image') builder.addInline(`[${alt}]`);
    },
  },
  selectors: [
    { selector: 'at', format: 'mention' },
    { selector: 'emoji', format: 'emoji' },
    { selector: 'img', format: 'picture' },
    ...['attachment', 'script', 'style', 'systemeventmessage'].map(
      selector => ({ selector, format: 'skip' }),
    ),
    ...['div', 'p'].map(selector => ({
      selector,
      format: 'block',
      options: line,
    })),
    ...['codeblock', 'pre'].map(selector => ({
      selector,
      format: 'pre',
      options: line,
    })),
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map(selector => ({
      selector,
      format: 'heading',
      options: { ...line, uppercase: false },
    })),
    // The library's own tables reserve as many cells as a message says that there are
    ...['table', 'tr'].map(selector => ({
      selector,
      format: 'block',
      options: line,
    })),
    ...['td', 'th'].map(selector => ({ selector, format: 'cell' })),
    {
      selector: 'ul',
      format: 'unorderedList',
      options: { ...line, itemPrefix: '• ' },
    },
    { selector: 'ol', format: 'orderedList', options: line },
    { selector: 'blockquote', format: 'blockquote', options: line },
    {
      selector: 'a',
      format: 'anchor',
      options: { linkBrackets: ['(', ')'], hideLinkHrefIfSameAsText: true },
    },
  ],
};

/** The types of the library lack the second parameter. */
const convert = compile(OPTIONS) as (
  html: string,
  mentions: Mentions,
) => string;

/** What a reader of Teams sees of HTML, as plain text. */
export function htmlText(html: string, mentions: Mentions = new Map()): string {
  return convert(html.slice(0, MAX_HTML), mentions)
    .replace(/\u00a0/g, ' ')
    .replace(/[ \t|]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
