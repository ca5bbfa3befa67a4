import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { postmortemsTranslationRef } from '../translation/translationRef';

/** The words of the screens, in the reader's language. */
export function useWords() {
  return useTranslationRef(postmortemsTranslationRef);
}

/** What {@link useWords} gives: the `t` that takes a key and its values. */
export type Words = ReturnType<typeof useWords>['t'];
