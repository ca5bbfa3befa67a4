import { LOOKS_RIGHT, WITHDRAWS } from '../../verification';
import type { Conversation } from './Conversation';
import { byScore, different } from './different';
import { readingsOf } from './readings';
import type { Sentence } from './sentences';
import { wordsIn, type Talk } from './talk';
import type { Conclusion, Read } from './types';

const HOUR_MS = 3_600_000;
const MAX_CAUSES = 3;
const MAX_WEAK = 2;
/** Statements weaker than this against the strongest one are left out. */
const STRONG_SHARE = 0.5;
const MIN_CAUSE = 3.5;
const MIN_CAUSE_OF_FEW = 2.25;
/** That something is broken, without a word of why. */
const DEFECT_ONLY = 2.5;
/** What others call a find, in whatever words. */
const PRAISED = 2;
/** Who says so supposes out of modesty. */
const FOUND = /\bfound (?:it|the \w+)\b/i;
/** Before this part of the time until the end, people know little. */
const EARLY = 0.2;

/**
 * What people wrote of the cause, the strongest first: stated by several signs,
 * about what other evidence names, agreed with, and late; a supposition only where
 * nothing is stated.
 *
 * @param figures - sentences that tell how many were affected, which is no cause
 */
export function causesIn(
  conversation: Conversation,
  figures: ReadonlySet<string>,
): Conclusion[] {
  const best = new Map<Talk, Conclusion>();
  for (const read of conversation.reads) {
    const { talk, sentence, reading } = read;
    if (figures.has(sentence.text) || explainsQuestion(read)) continue;
    const score = scoreOf(read, conversation);
    if (score <= (best.get(talk)?.score ?? 0)) continue;
    const isSupposed =
      reading.isSupposed &&
      !FOUND.test(sentence.text) &&
      conversation.agreementWith(talk) < 1;
    best.set(talk, { talk, sentence: sentence.text, score, isSupposed });
  }
  const all = withoutContradicted([...best.values()], conversation).sort(
    byScore,
  );
  const least = conversation.isSmall ? MIN_CAUSE_OF_FEW : MIN_CAUSE;
  const stated = all.filter(
    ({ score, isSupposed }) => !isSupposed && score >= least,
  );
  // Weak words stand no higher than what somebody supposes with better reason
  const isClear = (stated[0]?.score ?? 0) >= MIN_CAUSE;
  const told = isClear
    ? stated
    : all.filter(({ score }) => score >= MIN_CAUSE_OF_FEW);
  const first = told[0]?.score ?? 0;
  return different(
    told.filter(({ score }) => score >= first * STRONG_SHARE),
    isClear ? MAX_CAUSES : MAX_WEAK,
  );
}

/** A message that asks first tells why it asks. */
function explainsQuestion({ talk, sentence }: Read): boolean {
  const [first] = talk.sentences;
  return first.isQuestion && first !== sentence;
}

/** Whether another sentence of a message leaves it open. */
function isInDoubt({ payload }: Talk, { text }: Sentence): boolean {
  return readingsOf(payload).some(
    ({ sentence, reading }) => sentence.text !== text && reading.isSupposed,
  );
}

/** Whether more than one sentence of a message states it. */
function isExplainedFurther({ payload }: Talk): boolean {
  return (
    readingsOf(payload).filter(({ reading }) => reading.cause > 0).length > 1
  );
}

function scoreOf(
  { talk, sentence, reading, words }: Read,
  conversation: Conversation,
): number {
  const relevance = conversation.relevanceOf(talk);
  if (relevance < 1) return 0;
  const isPraised =
    reading.cause <= 0 &&
    !reading.isRuledOut &&
    !sentence.isQuestion &&
    !LOOKS_RIGHT.test(sentence.text) &&
    (!conversation.isBusy || conversation.tieOf(talk.words) >= 1) &&
    conversation.isPraised(talk);
  if (reading.cause <= 0 && !isPraised) return 0;
  const agreement = conversation.agreementWith(talk);
  const isBare =
    reading.cause <= DEFECT_ONLY &&
    agreement <= 0 &&
    conversation.tieOf(talk.words) < 1;
  if (isBare && conversation.isBusy) return 0;
  return (
    (isPraised ? PRAISED : reading.cause) +
    (isExplainedFurther(talk) ? 1 : 0) -
    (isInDoubt(talk, sentence) ? 1 : 0) +
    conversation.tieOf(words) +
    Math.min(1, relevance / 3) +
    agreement +
    positionOf(talk, conversation) +
    (conversation.isLeader(talk) ? 0.5 : 0) +
    (/\d/.test(talk.text) ? 0.5 : 0) -
    (conversation.isFirst(talk) ? 1 : 0) -
    (reading.isSupposed && agreement < 1 && !FOUND.test(sentence.text)
      ? 2
      : 0) -
    (reading.effect ? 1.5 : 0) -
    (reading.isUnknown ? 1.5 : 0)
  );
}

/** People know more as it goes on; what comes long after the end is of something else. */
function positionOf(
  { at }: Talk,
  { start, end, resolved }: Conversation,
): number {
  const length = Math.max(HOUR_MS, end - start);
  const part = (at - start) / length;
  if (part < EARLY) return -0.5;
  const isLong = at > resolved + Math.max(HOUR_MS, length / 10);
  return isLong ? 0 : Math.min(1.5, part * 1.5);
}

/** Without suppositions that their authors took back, and what was later found not to be it. */
function withoutContradicted(
  all: readonly Conclusion[],
  conversation: Conversation,
): Conclusion[] {
  const withdrawn = new Map<string, number>();
  for (const { text, author, at } of conversation.talks) {
    if (WITHDRAWS.test(text)) withdrawn.set(author, at);
  }
  const ruledOut = new Map<string, number>();
  for (const { talk, reading, words } of conversation.reads) {
    if (!reading.isRuledOut || reading.isSupposed) continue;
    for (const word of words) {
      if (conversation.isNamed(word)) ruledOut.set(word, talk.at);
    }
  }
  return all.filter(({ talk, sentence, isSupposed }) => {
    const isTakenBack = (withdrawn.get(talk.author) ?? 0) > talk.at;
    const isDenied = [...wordsIn(sentence)].some(
      word =>
        (ruledOut.get(word) ?? 0) > talk.at && (isSupposed || /\d/.test(word)),
    );
    return !isDenied && !(isTakenBack && isSupposed);
  });
}
