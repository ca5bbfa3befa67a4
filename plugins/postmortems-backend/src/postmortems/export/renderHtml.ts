import { webUrlSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { Html } from './html';
import { HTML_POLICY, HTML_STYLE } from './htmlStyle';
import type { DocumentTree, Inline, Item, Line, Part } from './tree';

const { element } = Html;

/**
 * The document as one HTML file that loads nothing: with its picture, its style,
 * a style for paper, and a policy that lets no script run.
 */
export function renderHtml({ title, parts, notes }: DocumentTree): string {
  const footnotes =
    notes.length > 0
      ? [
          element(
            'footer',
            {},
            element(
              'ol',
              {},
              ...notes.map(({ number, line }) =>
                element(
                  'li',
                  { id: `note-${number}` },
                  ...line.map(renderInline),
                ),
              ),
            ),
          ),
        ]
      : [];
  return Html.document(
    element(
      'html',
      { lang: 'en' },
      element(
        'head',
        {},
        element('meta', { charset: 'utf-8' }),
        element('meta', {
          'http-equiv': 'Content-Security-Policy',
          content: HTML_POLICY,
        }),
        element('meta', {
          name: 'viewport',
          content: 'width=device-width, initial-scale=1',
        }),
        element('title', {}, title),
        element('style', {}, HTML_STYLE),
      ),
      element(
        'body',
        {},
        element(
          'article',
          {},
          element('h1', {}, title),
          ...parts.flatMap(renderPart),
          ...footnotes,
        ),
      ),
    ),
  );
}

function renderPart(part: Part): Html[] {
  switch (part.type) {
    case 'heading':
      return [element(`h${part.level}`, {}, ...renderLine(part.line))];
    case 'paragraph':
      return [element('p', {}, ...renderLine(part.line))];
    case 'list':
      return [renderList(part.items)];
    default:
      return part.svg ? [element('figure', {}, Html.svg(part.svg))] : [];
  }
}

function renderList(items: readonly Item[]): Html {
  return element(
    'ul',
    {},
    ...items.map(({ line, done, items: inner = [] }) =>
      element(
        'li',
        { class: done === undefined ? undefined : 'task' },
        ...(done === undefined ? [] : [checkbox(done), ' ']),
        ...renderLine(line),
        ...(inner.length > 0 ? [renderList(inner)] : []),
      ),
    ),
  );
}

function checkbox(checked: boolean): Html {
  return element('input', {
    type: 'checkbox',
    disabled: true,
    checked,
    'aria-label': checked ? 'Done' : 'Not done',
  });
}

function renderLine(line: Line): (Html | string)[] {
  return line.map(renderInline);
}

function renderInline(inline: Inline): Html | string {
  if (typeof inline === 'string') return inline;
  switch (inline.type) {
    case 'code':
      return element('code', {}, inline.text);
    case 'emphasis':
      return element('em', {}, inline.text);
    case 'strong':
      return element('strong', {}, inline.text);
    case 'link': {
      // Stored addresses are checked; this one is about to be followed
      const href = webUrlSchema.safeParse(inline.href).data;
      return href
        ? element('a', { href, rel: 'noreferrer' }, inline.text)
        : inline.text;
    }
    default:
      return element(
        'sup',
        {},
        element('a', { href: `#note-${inline.number}` }, `${inline.number}`),
      );
  }
}
