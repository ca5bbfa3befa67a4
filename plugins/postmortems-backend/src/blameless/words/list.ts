/** The words of a list that is written as text. */
export function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** The phrases of a list that is written one a line. */
export function phrases(text: string): readonly string[] {
  return text
    .trim()
    .split('\n')
    .map(line => line.trim());
}
