import nlp from 'compromise';
import { GIVEN_NAMES } from '../words/givenNames';
import { AMBIGUOUS_NAMES, PRODUCTS } from '../words/people';

const { lexicon } = (
  nlp.model() as { one: { lexicon: Record<string, string | string[]> } }
).one;

function tagsOf(word: string): string[] {
  return Object.hasOwn(lexicon, word) ? [lexicon[word]].flat() : [];
}

const NAME_TAG = /^(?:First|Last|Male|Female)Name$/;

/** Whether people are called so, whatever else is. */
export function isGivenToPeople(word: string): boolean {
  return GIVEN_NAMES.has(word) || tagsOf(word).some(tag => NAME_TAG.test(tag));
}

/** Whether somebody may be called so, and hardly anything else. */
export function isName(word: string): boolean {
  return (
    !AMBIGUOUS_NAMES.has(word) && !PRODUCTS.has(word) && isGivenToPeople(word)
  );
}

/** Whether the word stands for something else than a person. */
export function isWord(word: string): boolean {
  const tags = tagsOf(word);
  return (
    AMBIGUOUS_NAMES.has(word) ||
    PRODUCTS.has(word) ||
    (tags.length > 0 && !tags.some(tag => NAME_TAG.test(tag)))
  );
}

/** Whether the word is a verb in the past tense. */
export function isPast(word: string): boolean {
  return /ed$|^(?:run|done)$/.test(word) || tagsOf(word).includes('PastTense');
}
