/** A point inside a number or a name ends no sentence, and neither do points in which somebody pauses. */
const SENTENCE =
  /[^.!?\n]+(?:\.{2,}(?= [\p{Ll}\d])[^.!?\n]*|[.!?]+(?=\s|$)|[.!?]+(?=\S)[^.!?\n]*)*/gu;
/** Lines that quote others. */
const QUOTED_LINE = /^\s*(?:>|&gt;)/;

/** A sentence of a message, as it stands there. */
export type Sentence = { text: string; isQuestion: boolean };

/** The sentences that the writer answers for. */
export function sentencesIn(text: string): Sentence[] {
  return text
    .replace(/```[^]*?(?:```|$)/g, code => '\n'.repeat(code.length))
    .split('\n')
    .filter(line => !QUOTED_LINE.test(line))
    .flatMap(line => line.match(SENTENCE) ?? [])
    .map(sentence => sentence.trim())
    .filter(sentence => /[\p{L}\p{N}]/u.test(sentence))
    .map(sentence => ({
      text: sentence,
      isQuestion: /[?？]["')\]]*[!?]*$/.test(sentence),
    }));
}
