import type {
  Assertion,
  EvidenceSpan,
  TextRange,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { SealedFacts } from '../SealedFacts';

/** What a sentence was read as, and the words that no assertion accounts for. */
export type SentenceReading = {
  assertions: Assertion[];
  leftOver: TextRange[];
};

/**
 * Reads a sentence that somebody wrote into assertions over the evidence. What it
 * does not understand, or could understand in two ways, is left over.
 *
 * @param options - `spans` is what the writer cites; it decides between evidence
 *   that would fit
 */
export function readSentence(options: {
  text: string;
  spans: readonly EvidenceSpan[];
  facts: SealedFacts;
}): SentenceReading {
  const { text } = options;
  return {
    assertions: [],
    leftOver: text === '' ? [] : [{ start: 0, end: text.length }],
  };
}
