import {
  serialiseSvg,
  type SvgElement,
} from '@postmortems/backstage-plugin-postmortems-common';

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

type Tag =
  | 'a'
  | 'article'
  | 'body'
  | 'code'
  | 'em'
  | 'figure'
  | 'footer'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'h4'
  | 'head'
  | 'html'
  | 'input'
  | 'li'
  | 'meta'
  | 'ol'
  | 'p'
  | 'strong'
  | 'style'
  | 'sup'
  | 'title'
  | 'ul';
type Attributes = Readonly<Record<string, string | boolean | undefined>>;

const VOID: ReadonlySet<Tag> = new Set(['input', 'meta']);

/**
 * A piece of an HTML document. It is made of elements and of texts, and there is
 * no way to put in markup as a string: what comes from evidence cannot be any.
 */
export class Html {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  static element(
    tag: Tag,
    attributes: Attributes,
    ...children: readonly (Html | string)[]
  ): Html {
    const written = Object.entries(attributes).map(([name, value]) => {
      if (value === undefined || value === false) return '';
      return value === true ? ` ${name}` : ` ${name}="${escape(value)}"`;
    });
    const opened = `<${tag}${written.join('')}>`;
    if (VOID.has(tag)) return new Html(opened);
    const inner = children.map(child =>
      typeof child === 'string' ? escape(child) : child.#markup,
    );
    return new Html(`${opened}${inner.join('')}</${tag}>`);
  }

  static svg(picture: SvgElement): Html {
    return new Html(serialiseSvg(picture));
  }

  /** The whole document. */
  static document(root: Html): string {
    return `<!doctype html>\n${root.#markup}\n`;
  }
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, character => ESCAPES[character]);
}
