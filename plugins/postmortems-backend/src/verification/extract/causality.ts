/** Words that name the effect first: `it failed because of the release`. */
const EFFECT_FIRST =
  /\b(?:because(?: of)?|due to|caused by|triggered by|as a (?:result|consequence) of|owing to)\b/i;
/** Words that name the cause first: `the release caused the failure`. */
const CAUSE_FIRST =
  /\b(?:caused|causes|led to|leads to|resulted in|results in|triggered|triggers|brought about|so that)\b/i;

/** One link of a causal sentence. */
export type CausalLink = { cause: string; effect: string };

/** What a sentence says to be the cause, and what the effect; `undefined` when it says neither. */
export function causalLinkOf(text: string): CausalLink | undefined {
  const effectFirst = EFFECT_FIRST.exec(text);
  if (effectFirst) {
    return {
      effect: text.slice(0, effectFirst.index),
      cause: text.slice(effectFirst.index + effectFirst[0].length),
    };
  }
  const causeFirst = CAUSE_FIRST.exec(text);
  return causeFirst
    ? {
        cause: text.slice(0, causeFirst.index),
        effect: text.slice(causeFirst.index + causeFirst[0].length),
      }
    : undefined;
}

/** Words that call something the cause without saying of what. */
const NAMES_CAUSE =
  /\b(?:root )?(?:cause|reason|culprit)s? (?:for (?:this|it) |of (?:this|it|the \w+) )?(?:was|is|were|are|lay|lies)\b/i;

/** Whether a sentence says why something happened. */
export function statesCause(text: string): boolean {
  return causalDepth(text) > 0 || NAMES_CAUSE.test(text);
}

/** Links of a causal chain: how often the sentence says that one thing led to another. */
export function causalDepth(text: string): number {
  const links = new RegExp(
    `${EFFECT_FIRST.source}|${CAUSE_FIRST.source}`,
    'gi',
  );
  return [...text.matchAll(links)].length;
}
