const NUMBER = String.raw`\d{1,3}(?:,\d{3})+|\d+`;
const OF_LIMIT = new RegExp(
  String.raw`(?<![\d.,])(${NUMBER})\s?(?:of|out of|/)\s?(${NUMBER})(?![\d.,/]*\d)`,
  'g',
);

/** A value and what it can be at most, as a text gives them: `469 of 500`. */
export type StatedLimit = { text: string; value: number; limit: number };

/** Every `469 of 500` in a text. */
export function statedLimits(text: string): StatedLimit[] {
  return [...text.matchAll(OF_LIMIT)].map(([words, value, limit]) => ({
    text: words,
    value: numberOf(value),
    limit: numberOf(limit),
  }));
}

function numberOf(text: string): number {
  return Number(text.replaceAll(',', ''));
}
