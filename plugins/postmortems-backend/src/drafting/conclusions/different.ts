import { wordsIn } from './talk';
import type { Conclusion } from './types';

/** Two statements that share this much of their words say the same. */
const SAME_SHARE = 0.6;

export function byScore(a: Conclusion, b: Conclusion): number {
  return b.score - a.score || b.talk.index - a.talk.index;
}

export function byPlace(a: Conclusion, b: Conclusion): number {
  return a.talk.index - b.talk.index;
}

/** The first ones that do not say the same. */
export function different(
  all: readonly Conclusion[],
  most: number,
): Conclusion[] {
  const chosen: Conclusion[] = [];
  for (const one of all) {
    if (chosen.length >= most) break;
    const words = wordsIn(one.sentence);
    const isSaid = chosen.some(({ sentence }) => {
      const others = wordsIn(sentence);
      const shared = [...words].filter(word => others.has(word)).length;
      const least = Math.min(words.size, others.size) * SAME_SHARE;
      return shared > 0 && shared >= least;
    });
    if (!isSaid) chosen.push(one);
  }
  return chosen;
}
