import {
  DISAGREES,
  DONE,
  LOOKS_RIGHT,
  UNREAL,
  WITHDRAWS,
} from '../../verification';
import type { Steps } from '../../platform/Turns';
import type { Conversation } from './Conversation';
import { byScore, different } from './different';
import { readingsOf } from './readings';
import type { Sentence } from './sentences';
import type { Talk } from './talk';
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
/** What others call a find, what explains a change, and what goes from one thing to the next, in whatever words. */
const PRAISED = 2;
/** What a word of a sign, or several of the record, tie to the incident. */
const CLEAR = 1;
const VERSION = /\b\d+\.\d+\.\d/;
/** Fewer words are no clause. */
const MIN_CLAUSE = 4;
/** "gateway gives up → 504 → the app tries again". */
const CHAIN = /(?:→|=>|->)[^→]+(?:→|=>|->)/;
/** Who says so supposes out of modesty. */
const FOUND = /\bfound (?:it|the \w+)\b/i;
/** Before this part of the time until the end, people know little. */
const EARLY = 0.2;

/**
 * What people wrote of the cause, the strongest first: stated by several signs,
 * about what other evidence names, agreed with, and late; a supposition only where
 * nothing is stated.
 *
 * @param figures - messages that tell how many were affected, which is no cause
 */
export function* causesIn(
  conversation: Conversation,
  figures: ReadonlySet<Talk>,
): Steps<Conclusion[]> {
  const best = new Map<Talk, Conclusion>();
  for (const read of conversation.reads) {
    yield;
    const { talk, sentence, reading } = read;
    if (figures.has(talk) || explainsQuestion(read)) continue;
    const score = scoreOf(read, conversation);
    if (score <= (best.get(talk)?.score ?? 0)) continue;
    const isSupposed =
      reading.isSupposed &&
      !FOUND.test(sentence.text) &&
      conversation.agreementWith(talk) < 1;
    const isClear =
      isClause(sentence) &&
      (conversation.tieOf(talk.words) >= CLEAR || VERSION.test(talk.text));
    best.set(talk, {
      talk,
      sentence: sentence.text,
      score,
      isSupposed,
      isClear,
    });
  }
  const all = yield* withoutContradicted([...best.values()], conversation);
  all.sort(byScore);
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
  return yield* different(
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
  const isOther =
    reading.cause > 0 ||
    reading.isRuledOut ||
    sentence.isQuestion ||
    LOOKS_RIGHT.test(sentence.text);
  const isPraised =
    !isOther &&
    (!conversation.isBusy || conversation.tieOf(talk.words) >= 1) &&
    conversation.isPraised(talk);
  const isTelling =
    !isOther && explains({ talk, sentence, reading, words }, conversation);
  if (reading.cause <= 0 && !isPraised && !isTelling) return 0;
  const isTied =
    conversation.isSmall ||
    conversation.tieOf(talk.words) > 0 ||
    conversation.agreementWith(talk) > 0;
  // Of what it speaks, nobody could tell
  if (!isTied || !(conversation.isSmall || isClause(sentence))) return 0;
  const agreement = conversation.agreementWith(talk);
  const isBare =
    reading.cause <= DEFECT_ONLY &&
    agreement <= 0 &&
    conversation.tieOf(talk.words) < 1;
  if (isBare && conversation.isBusy) return 0;
  return (
    (isPraised || isTelling ? PRAISED : reading.cause) -
    (DISAGREES.test(sentence.text) ? 2 : 0) +
    (isExplainedFurther(talk) ? 1 : 0) -
    (isInDoubt(talk, sentence) ? 1 : 0) +
    conversation.tieOf(words) +
    Math.min(1, relevance / 3) +
    agreement +
    positionOf(talk, conversation) +
    (conversation.isLeader(talk) ? 0.5 : 0) +
    (/\d/.test(talk.text) ? 0.5 : 0) -
    (conversation.isFirst(talk) ? 2 : 0) -
    (reading.isSupposed && agreement < 1 && !FOUND.test(sentence.text)
      ? 2
      : 0) -
    (reading.effect ? 1.5 : 0) -
    (reading.isUnknown ? 1.5 : 0)
  );
}

/** Says at length what a change was, or how one thing came of another. */
function explains(
  { talk, sentence: { text }, reading }: Read,
  conversation: Conversation,
): boolean {
  if (reading.isDecision || reading.effect || DONE.test(text)) return false;
  if (CHAIN.test(text)) return true;
  const isAssured = readingsOf(talk.payload).every(
    ({ sentence, reading: { isSupposed, isRuledOut } }) =>
      !isSupposed &&
      !isRuledOut &&
      !sentence.isQuestion &&
      !UNREAL.test(sentence.text),
  );
  return (
    isAssured &&
    !DISAGREES.test(talk.text) &&
    talk.at > conversation.start &&
    (conversation.explainsChange(talk.words) || conversation.isTakenUp(talk))
  );
}

function isClause({ text }: Sentence): boolean {
  return (
    (text.match(/[\p{L}\p{N}][\p{L}\p{N}'._-]*/gu) ?? []).length >= MIN_CLAUSE
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
  if (isLong) return 0;
  // Afterwards people also speak of what came of it
  return at > end ? 0.75 : part * 1.5;
}

/** Without suppositions that their authors took back, and what was later found not to be it. */
function* withoutContradicted(
  all: readonly Conclusion[],
  conversation: Conversation,
): Steps<Conclusion[]> {
  const withdrawn = new Map<string, number>();
  for (const { text, author, at } of conversation.talks) {
    yield;
    if (WITHDRAWS.test(text)) withdrawn.set(author, at);
  }
  const ruledOut = new Map<string, number>();
  for (const { talk, reading, words } of conversation.reads) {
    if (!reading.isRuledOut || reading.isSupposed) continue;
    for (const word of words) {
      if (conversation.isNamed(word)) ruledOut.set(word, talk.at);
    }
  }
  const kept: Conclusion[] = [];
  for (const one of all) {
    yield;
    const { talk, sentence, isSupposed } = one;
    const isTakenBack = (withdrawn.get(talk.author) ?? 0) > talk.at;
    const isDenied =
      ruledOut.size > 0 &&
      [...conversation.wordsIn(sentence)].some(
        word =>
          (ruledOut.get(word) ?? 0) > talk.at &&
          (isSupposed || /\d/.test(word)),
      );
    const isOfDenied = [...talk.words].some(word =>
      conversation.deniedVersions.has(word),
    );
    if (!isDenied && !isOfDenied && !(isTakenBack && isSupposed)) {
      kept.push(one);
    }
  }
  return kept;
}
