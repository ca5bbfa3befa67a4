import { KINDS, type Kind } from './kinds';

/** A secret in a text: where it stands, and what it is, e.g. `GitHub token`. */
export type Span = { start: number; end: number; kind: Kind };

/**
 * Finds secrets of one form, in time linear in the text; `undefined` between them
 * is where it can pause, with nothing kept in a pattern that others use meanwhile.
 * `literals` are those of the {@link Rules} that the text
 * holds, in lower case.
 */
export type Finder = (
  text: string,
  literals: ReadonlySet<string>,
) => Iterable<Span | undefined>;

/** A finder, and the literals one of which is in all that it finds. */
export type Rules = { find: Finder; literals: readonly string[] };

/** A pattern, and the literals one of which is in all that it matches. */
export type Hinted = { hints: readonly string[]; pattern: RegExp };

const NONE: readonly RegExpExecArray[] = [];

/** The matches of a pattern, which is tried only when a hint is there. */
export function matchesOf(
  text: string,
  { hints, pattern }: Hinted,
  literals: ReadonlySet<string>,
): Iterable<RegExpExecArray> {
  for (const hint of hints) {
    if (literals.has(hint)) return text.matchAll(pattern);
  }
  return NONE;
}

/** What a secret is replaced by. */
export function marker(kind: Kind): string {
  return `[removed: ${kind}]`;
}

/**
 * Every marker; the kind is the first group. Brackets around anything else are
 * text like other text.
 */
export const MARKER = new RegExp(
  `\\[removed: (${KINDS.map(kind => kind.replace('.', '\\.')).join('|')})\\]`,
  'g',
);

/** How every marker begins. */
export const MARKER_START = '[removed: ';

/** A text in which a known secret is replaced wherever it stands. */
export function replaceSecret(
  text: string,
  secret: string,
  kind: string,
): string {
  return text.includes(secret)
    ? text.replaceAll(secret, () => `[removed: ${kind}]`)
    : text;
}
