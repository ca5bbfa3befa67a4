import type { ChatMessagePayload } from '@postmortems/backstage-plugin-postmortems-common';
import { classify, type Reading } from './classify';
import { sentencesIn, type Sentence } from './sentences';

/** Characters of a message that are read. */
const MAX_LENGTH = 2000;

type SentenceRead = { sentence: Sentence; reading: Reading };

/** Several parts of a draft read the same messages. */
const read = new WeakMap<ChatMessagePayload, readonly SentenceRead[]>();

/** The sentences of a message, and what each one says. */
export function readingsOf(
  payload: ChatMessagePayload,
): readonly SentenceRead[] {
  const known = read.get(payload);
  if (known) return known;
  const readings = sentencesIn(payload.text.slice(0, MAX_LENGTH)).map(
    sentence => ({ sentence, reading: classify(sentence) }),
  );
  read.set(payload, readings);
  return readings;
}
