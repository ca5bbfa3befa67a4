/** Whether a name fits one of the patterns, in any case; `*` stands for any part. */
export function fitsAny(name: string, patterns: readonly string[]): boolean {
  return patterns.some(pattern => {
    const parts = pattern
      .split(/\*+/)
      .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 'is').test(name);
  });
}
