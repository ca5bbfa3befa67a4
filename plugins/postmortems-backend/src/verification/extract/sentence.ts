import { extractNumbers, type NumberToken } from './numbers';
import { extractQuotations } from './quotations';
import { extractQuantities, type QuantityToken } from './quantities';
import { extractTimes, type TimeToken } from './times';
import { extractIdentifiers } from './identifiers';

/** What a sentence states that can be compared, each with the words that state it. */
export type SentenceFacts = {
  text: string;
  /** Words in quotation marks. */
  quotations: string[];
  times: TimeToken[];
  /** Numbers with a unit, lengths of time among them. */
  quantities: QuantityToken[];
  /** Numbers without a unit, and number words. */
  numbers: NumberToken[];
  /** Names with digits: versions, commit hashes, incident keys, hosts. */
  identifiers: string[];
  /** The text without all of the above. */
  prose: string;
};

/** Takes a sentence apart. What one reader has taken the next does not see, so that `14:07` is no number. */
export function readSentence(text: string): SentenceFacts {
  const quotations = extractQuotations(text);
  const times = extractTimes(quotations.rest);
  const quantities = extractQuantities(times.rest);
  const identifiers = extractIdentifiers(quantities.rest);
  const numbers = extractNumbers(identifiers.rest);
  return {
    text,
    quotations: quotations.found,
    times: times.found,
    quantities: quantities.found,
    identifiers: identifiers.found,
    numbers: numbers.found,
    prose: numbers.rest,
  };
}
