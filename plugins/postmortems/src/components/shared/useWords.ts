import {
  TranslationFunction,
  useTranslationRef,
} from '@backstage/core-plugin-api/alpha';
import { postmortemsTranslationRef } from '../../translation/translationRef';

/** Takes the key of a message and its values, and gives the words. */
export type Words = TranslationFunction<typeof postmortemsTranslationRef.T>;

/** The words of the screens, in the reader's language. */
export function useWords(): { t: Words } {
  return useTranslationRef(postmortemsTranslationRef);
}
