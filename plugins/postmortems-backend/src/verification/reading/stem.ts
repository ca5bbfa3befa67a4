/** Endings of verbs and nouns, longest first, with what stands for them. */
const ENDINGS: readonly [ending: string, instead: string][] = [
  ['ations', 'at'],
  ['ation', 'at'],
  ['ating', 'at'],
  ['ated', 'at'],
  ['ates', 'at'],
  ['ies', 'y'],
  ['ied', 'y'],
  ['ings', ''],
  ['ing', ''],
  ['sses', 'ss'],
  ['ches', 'ch'],
  ['shes', 'sh'],
  ['xes', 'x'],
  ['ed', ''],
  ['es', ''],
  ['s', ''],
  ['e', ''],
];

/** A word without its inflection, so that `timeouts` and `timeout` are one. */
export function stem(word: string): string {
  for (const [ending, instead] of ENDINGS) {
    if (
      word.length - ending.length >= 3 &&
      word.endsWith(ending) &&
      !(ending === 's' && /[su]s$/.test(word))
    ) {
      const base = word.slice(0, -ending.length) + instead;
      // `stopped` and `stop`
      return /([bdgmnprt])\1$/.test(base) ? base.slice(0, -1) : base;
    }
  }
  return word;
}
