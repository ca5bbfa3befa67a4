import type { ChatMessagePayload } from '@postmortems/backstage-plugin-postmortems-common';
import { ANNOUNCES, plain } from '../../verification';
import { classify, type Reading } from './classify';
import { sentencesIn, type Sentence } from './sentences';

/** Characters of a message that are read. */
const MAX_LENGTH = 2000;

/** What an announcement adds to the sentences after it. */
const ANNOUNCED = 2;

type SentenceRead = { sentence: Sentence; reading: Reading };

/** Several parts of a draft read the same messages. */
const read = new WeakMap<ChatMessagePayload, readonly SentenceRead[]>();

/** The sentences of a message, and what each one says. */
export function readingsOf(
  payload: ChatMessagePayload,
): readonly SentenceRead[] {
  const known = read.get(payload);
  if (known) return known;
  let isAnnounced = false;
  const readings = sentencesIn(payload.text.slice(0, MAX_LENGTH)).map(
    sentence => {
      const reading = classify(sentence);
      if (ANNOUNCES.test(plain(sentence.text.trim()))) {
        isAnnounced = true;
      } else if (isAnnounced && tells(sentence, reading)) {
        return {
          sentence,
          reading: {
            ...reading,
            cause: Math.max(0, reading.cause) + ANNOUNCED,
          },
        };
      }
      return { sentence, reading };
    },
  );
  read.set(payload, readings);
  return readings;
}

function tells({ isQuestion }: Sentence, reading: Reading): boolean {
  return !isQuestion && !reading.isRuledOut && !reading.isUnknown;
}
