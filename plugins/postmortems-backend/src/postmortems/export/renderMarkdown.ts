import { escapeMarkdown, inlineCode } from './escapeMarkdown';
import type { DocumentTree, Inline, Item, Line, Part } from './tree';

/**
 * The document as Markdown (GitHub flavour). Every text is escaped: it shows as
 * the text that it is.
 */
export function renderMarkdown({ title, parts, notes }: DocumentTree): string {
  return [
    `# ${escapeMarkdown(title)}`,
    ...parts.map(renderPart),
    notes
      .map(({ number, line }) => `[^${number}]: ${renderLine(line)}`)
      .join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function renderPart(part: Part): string {
  switch (part.type) {
    case 'heading':
      return `${'#'.repeat(part.level)} ${renderLine(part.line)}`;
    case 'paragraph':
      return renderLine(part.line);
    case 'list':
      return renderItems(part.items, '').join('\n');
    default:
      return `At a glance: [${escapeMarkdown(part.file)}](${
        part.file
      }), downloaded as a file of its own.`;
  }
}

function renderItems(items: readonly Item[], indent: string): string[] {
  return items.flatMap(({ line, done, items: inner = [] }) => [
    `${indent}- ${taskMark(done)}${renderLine(line)}`,
    ...renderItems(inner, `${indent}  `),
  ]);
}

function taskMark(done: boolean | undefined): string {
  if (done === undefined) return '';
  return done ? '[x] ' : '[ ] ';
}

function renderLine(line: Line): string {
  return line.map(renderInline).join('').trim();
}

function renderInline(inline: Inline): string {
  if (typeof inline === 'string') return escapeBetween(inline);
  switch (inline.type) {
    case 'code':
      return inlineCode(inline.text);
    case 'emphasis':
      return `*${escapeMarkdown(inline.text)}*`;
    case 'strong':
      return `**${escapeMarkdown(inline.text)}**`;
    case 'link':
      return inline.text === inline.href
        ? `<${encodeURI(inline.href)}>`
        : `[${escapeMarkdown(inline.text)}](<${encodeURI(inline.href)}>)`;
    default:
      return `[^${inline.number}]`;
  }
}

/** Keeps the space that separates a text from its neighbours. */
function escapeBetween(text: string): string {
  const escaped = escapeMarkdown(text);
  if (escaped === '') return text === '' ? '' : ' ';
  const before = /^\s/.test(text) ? ' ' : '';
  const after = /\s$/.test(text) ? ' ' : '';
  return `${before}${escaped}${after}`;
}
