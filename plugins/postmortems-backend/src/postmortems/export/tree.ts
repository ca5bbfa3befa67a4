import type { SvgElement } from '@postmortems/backstage-plugin-postmortems-common';

/**
 * A piece of a line. Its text is what a reader sees, whatever characters it has:
 * renderers escape it.
 */
export type Inline =
  | string
  | { type: 'code' | 'emphasis' | 'strong'; text: string }
  | { type: 'link'; text: string; href: string }
  /** A reference to a footnote. */
  | { type: 'note'; number: number };

export type Line = readonly Inline[];

export type Item = {
  line: Line;
  /** Of a task: whether it is done. */
  done?: boolean;
  items?: readonly Item[];
};

/** One after the other, these make the document. */
export type Part =
  | { type: 'heading'; level: 2 | 3 | 4; line: Line }
  | { type: 'paragraph'; line: Line }
  | { type: 'list'; items: readonly Item[] }
  /** What the incident looked like: a file beside the document, or inside of it. */
  | { type: 'picture'; file: string; svg?: SvgElement };

/** A postmortem as every format shows it. */
export type DocumentTree = {
  title: string;
  parts: readonly Part[];
  notes: readonly { number: number; line: Line }[];
};

export const code = (text: string): Inline => ({ type: 'code', text });
export const emphasis = (text: string): Inline => ({ type: 'emphasis', text });
export const strong = (text: string): Inline => ({ type: 'strong', text });

/** Lines one after the other, with the same text between them. */
export function joined(lines: readonly Line[], between: string): Line {
  return lines.flatMap((line, index) =>
    index > 0 ? [between, ...line] : [...line],
  );
}
