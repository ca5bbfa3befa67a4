/**
 * Where Aurora cuts texts: 1,000 characters in the history of sub-agents, 2,000 of a
 * thought and 4,000 of an output in its timeline, 10,240 of an output when it stores it.
 * Only newer versions say so, and only for the first.
 */
const CUTS: ReadonlySet<number> = new Set([1000, 2000, 4000, 10_240]);
const MARK = '...[truncated]';

/** Whether Aurora has cut a text: it has a mark, or ends exactly where Aurora cuts. */
export function isCut(text: string): boolean {
  if (text.endsWith(MARK)) return true;
  // Python and PostgreSQL count code points
  return (
    text.length >= 1000 && text.length <= 20_480 && CUTS.has([...text].length)
  );
}

/** Without the mark. */
export function withoutMark(text: string): string {
  return text.endsWith(MARK) ? text.slice(0, -MARK.length) : text;
}
