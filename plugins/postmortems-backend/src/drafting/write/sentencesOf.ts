const SENTENCE = /[^.!?\n]+(?:[.!?]+(?=\s|$)|\.(?=\d)[^.!?\n]*)*/g;

/** The sentences of a text, each as it stands there. */
export function sentencesOf(text: string): string[] {
  return (text.match(SENTENCE) ?? []).map(one => one.trim());
}
