import type { Steps } from '../../platform/Turns';
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
export function* different(
  all: readonly Conclusion[],
  most: number,
): Steps<Conclusion[]> {
  const chosen: Conclusion[] = [];
  const said: ReadonlySet<string>[] = [];
  for (const one of all) {
    if (chosen.length >= most) break;
    yield;
    const words = wordsIn(one.sentence);
    const isSaid = said.some(others => {
      const shared = [...words].filter(word => others.has(word)).length;
      const least = Math.min(words.size, others.size) * SAME_SHARE;
      return shared > 0 && shared >= least;
    });
    if (isSaid) continue;
    chosen.push(one);
    said.push(words);
  }
  return chosen;
}
