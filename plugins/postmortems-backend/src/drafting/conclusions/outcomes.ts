import { DONE, LOOKS_RIGHT, UNREAL } from '../../verification';
import type { Conversation } from './Conversation';
import { byPlace, byScore } from './different';
import type { Conclusion, Read } from './types';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** An end is written of near the recorded one: this share of the length before and after it. */
const NEAR_SHARE = 0.02;
const BEFORE_MS = 5 * MINUTE_MS;
const AFTER_MS = 10 * MINUTE_MS;
/** What ended it was done within this time before. */
const ACT_MS = 30 * MINUTE_MS;
/** What is written at the very end tells what was done. */
const AT_END_MS = 2 * MINUTE_MS;
const MIN_ACTED = 1.2;
const MIN_ACT_WORDS = 2;
/** Fewer words than these may also tell of the effect. */
const FEW_WORDS = 3;
/** "deleting the old files": somebody is at it. */
const DOING =
  /^(?:(?:ok|and|so|now|i'm|i am|we're|we are),? )?\p{L}{2,}ing\b(?! for| into)/iu;
const MIN_RECOVERED = 1.5;
/** The part of the time until the end after which people know whether an alarm is false. */
const KNOWN_AFTER = 0.25;
const MAX_UNKNOWN = 3;
const MIN_UNKNOWN_WORDS = 5;
const EXPLICIT =
  /\bfalse (?:alarm|alert|positive)\b|\bnever\b|\bnothing (?:was|is|were)\b/i;
const FIRST_PERSON = /\b(?:me|my|i)\b/i;

/** That there was nothing but the alarm: said in so many words, or more than once. */
export function falseAlarmIn(
  conversation: Conversation,
): Conclusion | undefined {
  const late = conversation.reads.filter(
    ({ talk, reading, words }) =>
      (reading.isFalseAlarm || reading.isNobodyAffected) &&
      conversation.isAfter(KNOWN_AFTER, talk) &&
      conversation.isRelevant(talk, words),
  );
  const said = late.filter(({ reading }) => reading.isFalseAlarm);
  const last =
    said.filter(({ sentence }) => EXPLICIT.test(sentence.text)).at(-1) ??
    (late.length > 1 ? said.at(-1) : undefined);
  return last && plain(last, 1);
}

/** The message next to the end that says that it works again. */
export function recoveredIn(
  conversation: Conversation,
  falseAlarm?: Conclusion,
): Conclusion | undefined {
  const { start, end, resolved, isBusy } = conversation;
  const length = end - start;
  const from = end - Math.max(BEFORE_MS, length * NEAR_SHARE);
  const to = Math.max(end, resolved) + Math.max(AFTER_MS, length * NEAR_SHARE);
  const scoreOf = ({ talk, sentence: { text }, words }: Read) =>
    2 -
    Math.min(2, (2 * Math.abs(talk.at - end)) / Math.max(HOUR_MS, length / 4)) +
    Math.min(1, conversation.tieOf(words)) +
    (/\d/.test(text) ? 0.5 : 0) -
    (FIRST_PERSON.test(text) ? 0.5 : 0);
  return conversation.reads
    .filter(
      ({ talk, reading, words }) =>
        reading.effect === 'helped' &&
        !reading.isSupposed &&
        talk !== falseAlarm?.talk &&
        talk.at >= from &&
        talk.at <= to &&
        conversation.isRelevant(talk, words),
    )
    .map(read => plain(read, scoreOf(read)))
    .filter(({ score }) => !isBusy || score >= MIN_RECOVERED)
    .sort((a, b) => b.score - a.score || byPlace(a, b))[0];
}

/**
 * What ended it: reported to have been done or decided shortly before the end, the
 * nearer the better, however it is worded where it stands right at the end.
 */
export function actedIn(
  conversation: Conversation,
  told: readonly Conclusion[],
): Conclusion | undefined {
  const { start, end } = conversation;
  const explained = new Set(told.map(({ talk }) => talk));
  const window = Math.max(ACT_MS, (end - start) * NEAR_SHARE);
  const scoreOf = ({ talk, sentence: { text }, reading, words }: Read) => {
    const distance = Math.abs(end - talk.at);
    const isAct =
      (DONE.test(text) && !UNREAL.test(text)) ||
      (DOING.test(text) && conversation.tieOf(words) > 0) ||
      reading.isDecision;
    const isAtEnd =
      distance <= Math.min(AT_END_MS, (end - start) / 20) &&
      !UNREAL.test(text) &&
      !reading.isSupposed &&
      !reading.isFalseAlarm &&
      !reading.effect &&
      !LOOKS_RIGHT.test(text);
    if (!isAct && !isAtEnd) return 0;
    return (
      (isAct ? 1 : 0) +
      (isAtEnd ? 1 : 0) -
      // What is done comes after what is decided
      (reading.isDecision && !DONE.test(text) ? 0.5 : 0) -
      (reading.effect === 'helped' ? 0.75 : 0) -
      (!isAct && wordsOf(text) < FEW_WORDS ? 0.75 : 0) +
      Math.min(1, conversation.tieOf(words)) +
      1 -
      distance / window
    );
  };
  const [best] = conversation.reads
    .filter(
      ({ talk, sentence: { isQuestion, text }, reading }) =>
        talk.at >= end - window &&
        talk.at <= end + MINUTE_MS &&
        conversation.isAfter(0.5, talk) &&
        !explained.has(talk) &&
        !isQuestion &&
        reading.effect !== 'in vain' &&
        wordsOf(text) >= MIN_ACT_WORDS &&
        conversation.isRelevant(talk),
    )
    .map(read => plain(read, scoreOf(read)))
    .filter(({ score }) => score >= MIN_ACTED)
    .sort((a, b) => b.score - a.score || byPlace(b, a));
  return best;
}

function wordsOf(text: string): number {
  return (text.match(/\p{L}{2,}/gu) ?? []).length;
}

/** What nobody knows or has looked at, as people say. */
export function unknownIn(conversation: Conversation): Conclusion[] {
  return (
    conversation.reads
      .filter(
        ({ talk, sentence, reading, words }) =>
          reading.isUnknown &&
          (talk.sentences.length > 1 ||
            sentence.text.split(/\s+/).length >= MIN_UNKNOWN_WORDS) &&
          conversation.isRelevant(talk, words),
      )
      .map(read => plain(read, conversation.relevanceOf(read.talk)))
      // A message is told once
      .filter(({ talk }, place, all) => talk !== all[place - 1]?.talk)
      .sort(byScore)
      .slice(0, MAX_UNKNOWN)
      .sort(byPlace)
  );
}

/** The last word on that nobody was affected. */
export function unaffectedIn(conversation: Conversation): Conclusion[] {
  return conversation.reads
    .filter(
      ({ talk, reading }) =>
        reading.isNobodyAffected &&
        conversation.isAfter(KNOWN_AFTER, talk) &&
        conversation.isRelevant(talk),
    )
    .slice(-1)
    .map(read => plain(read, 1));
}

export function decisionsIn(conversation: Conversation): Conclusion[] {
  return conversation.reads
    .filter(
      ({ talk, reading }) =>
        reading.isDecision && conversation.isRelevant(talk),
    )
    .map(read => plain(read, 1));
}

function plain({ talk, sentence, reading }: Read, score: number): Conclusion {
  const { isSupposed } = reading;
  return { talk, sentence: sentence.text, score, isSupposed };
}
