import {
  TranslationFunction,
  useTranslationRef,
} from '@backstage/core-plugin-api/alpha';
import { postmortemsTranslationRef } from '../../../translation/translationRef';

export type TFunction = TranslationFunction<typeof postmortemsTranslationRef.T>;

/** The plugin's messages in the reader's language. */
export function useTranslation(): { t: TFunction } {
  return useTranslationRef(postmortemsTranslationRef);
}
