/** Pause after which the same speaker begins anew, in milliseconds. */
const MAX_PAUSE_MS = 3_000;
/** What is joined stays shorter, in milliseconds and UTF-16 units. */
const MAX_LENGTH_MS = 60_000;
const MAX_TEXT = 400;

/** What somebody said; times are in milliseconds since 1970. */
export interface Utterance {
  at: number;
  until: number;
  speaker?: string;
  /** Only where the file vouches for it, never from the name. */
  email?: string;
  text: string;
}

/**
 * Utterances in the order of their times. Captions cut sentences in pieces: those
 * of one known speaker that follow each other at once are one.
 */
export function joinUtterances(utterances: readonly Utterance[]): Utterance[] {
  const inOrder = utterances
    .map((utterance, place) => ({ utterance, place }))
    .sort((a, b) => a.utterance.at - b.utterance.at || a.place - b.place);
  const joined: Utterance[] = [];
  for (const { utterance } of inOrder) {
    const last = joined.at(-1);
    if (last && goesOn(last, utterance)) {
      last.text = `${last.text} ${utterance.text}`;
      last.until = Math.max(last.until, utterance.until);
    } else {
      joined.push({ ...utterance });
    }
  }
  return joined;
}

function goesOn(last: Utterance, next: Utterance): boolean {
  return (
    last.speaker !== undefined &&
    last.speaker === next.speaker &&
    last.email === next.email &&
    next.at - last.until <= MAX_PAUSE_MS &&
    next.until - last.at <= MAX_LENGTH_MS &&
    last.text.length + next.text.length < MAX_TEXT
  );
}
