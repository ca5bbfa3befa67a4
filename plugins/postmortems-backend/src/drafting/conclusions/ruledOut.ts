import {
  ASKS_HELP,
  DONE,
  LOOKS_RIGHT,
  SUPPOSES,
  UNREAL,
} from '../../verification';
import type { Steps } from '../../platform/Turns';
import type { Conversation } from './Conversation';
import { byPlace, byScore, different } from './different';
import type { Talk } from './talk';
import type { Conclusion, Read } from './types';

const MAX_RULED_OUT = 5;
const MIN_RULED_OUT = 2.5;
/** What speaks against an alarm needs no suspect. */
const MIN_OF_ALARM = 2;
/** Messages before an answer among which its question is. */
const ASKED_BEFORE = 3;
/** Words of a statement that does not say what it is about. */
const MAX_BARE = 3;
const MIN_REPLY_WORDS = 4;
const SAYS_NO =
  /^(?:(?:hm+|well|so|ok),? )?(?:no|nope|not)\b(?! (?:idea|clue|problem|worries|news|sure|yet|harm|proven|with|when|if)\b)/i;
/** Begins as an answer does, or says no more than that it is not. */
const ANSWERS =
  /^(?:(?:hm+|well|so|ok|ah),? )?(?:no|nope|not|that|it|this)\b|\bso no$/i;
const SUSPECTS = /\bsuspect\b|\bidea:/i;
const SO = /^(?:so|then|hence)\b|, so\b/i;

type Found = {
  read: Read;
  /** Words that were suspected before. */
  hits: number;
  about?: Talk;
  isFalseAlarm: boolean;
};

/**
 * What people found not to be the cause, ascending by time: said in so many words,
 * shown by an act that had no effect, or answered to somebody's suspicion.
 *
 * @param told - sentences that state a cause
 * @param figures - messages that tell how many were affected
 */
export function* ruledOutIn(
  conversation: Conversation,
  {
    told,
    figures,
    isFalseAlarm,
  }: {
    told: ReadonlySet<string>;
    figures: readonly Conclusion[];
    isFalseAlarm: boolean;
  },
): Steps<Conclusion[]> {
  const suspected = new Map<string, number>();
  const done = new Map<string, Talk>();
  const best = new Map<Talk, Conclusion>();
  for (const read of conversation.reads) {
    yield;
    const { talk, sentence, reading, words } = read;
    const { text } = sentence;
    const hits = [...talk.words].filter(
      word =>
        (suspected.get(word) ?? Infinity) < talk.index &&
        (conversation.isNamed(word) || conversation.isRare(word, 0)),
    ).length;
    if (isSuspicion(read)) {
      for (const word of words) {
        if (!suspected.has(word)) suspected.set(word, talk.index);
      }
    }
    const channel = talk.payload.channel ?? '';
    const about = aboutOf(read, done.get(channel), conversation);
    const isRelevant = conversation.isRelevant(talk);
    if (isRelevant && isAct(read)) done.set(channel, talk);
    const isOther =
      sentence.isQuestion ||
      told.has(text) ||
      figures.some(one => one.talk === talk && one.sentence.includes(text)) ||
      (reading.effect === 'helped' && !reading.isRuledOut);
    if (isOther || !isRelevant) continue;
    const score = scoreOf({ read, hits, about, isFalseAlarm }, conversation);
    const least = isFalseAlarm ? MIN_OF_ALARM : MIN_RULED_OUT;
    if (score < least || score <= (best.get(talk)?.score ?? 0)) {
      continue;
    }
    const isClear =
      [...words].some(word => conversation.isNamed(word)) &&
      (reading.effect !== 'in vain' || words.size > MAX_BARE);
    best.set(talk, {
      talk,
      sentence: text,
      score,
      isSupposed: reading.isSupposed,
      ...(about && about !== talk && !isClear && { about }),
    });
  }
  const all = [...best.values()].sort(byScore);
  return (yield* different(all, MAX_RULED_OUT)).sort(byPlace);
}

function scoreOf(
  { read, hits, about, isFalseAlarm }: Found,
  conversation: Conversation,
): number {
  const { talk, sentence, reading, words } = read;
  const tie = conversation.tieOf(words);
  const isVain = reading.effect === 'in vain';
  const isRight =
    LOOKS_RIGHT.test(sentence.text) && !UNREAL.test(sentence.text);
  const says =
    (reading.isRuledOut ? 2 : 0) +
    (isVain ? 1.5 : 0) +
    (isVain && tie >= 1.5 ? 0.5 : 0) +
    (isRight && talk.at <= conversation.end && hits > 0 ? 1 : 0) +
    // What looks right shows an alarm to be false
    (isRight && isFalseAlarm ? 2 : 0);
  const isAnswer = about !== undefined && SAYS_NO.test(talk.text);
  if (says === 0 && !isAnswer) return 0;
  return (
    says +
    (about ? 1 : 0) +
    (isAnswer ? 0.5 : 0) +
    Math.min(1.5, hits * 0.75) +
    (tie >= 1 ? 0.5 : 0) +
    (SO.test(sentence.text) ? 0.5 : 0) +
    Math.min(1, conversation.agreementWith(talk) / 2) -
    (SUPPOSES.test(sentence.text) ? 1.5 : 0)
  );
}

/** What a statement answers: the act that had no effect, or the suspicion of somebody else. */
function aboutOf(
  read: Read,
  act: Talk | undefined,
  conversation: Conversation,
): Talk | undefined {
  const { talk, reading } = read;
  if (reading.effect === 'in vain') {
    return act && talk.at - act.at <= conversation.patience ? act : undefined;
  }
  return isReply(read)
    ? conversation
        .before(talk, ASKED_BEFORE)
        .findLast(({ sentences }) =>
          sentences.some(
            ({ text, isQuestion }) =>
              (isQuestion || SUPPOSES.test(text)) &&
              !UNREAL.test(text) &&
              !ASKS_HELP.test(text),
          ),
        )
    : undefined;
}

/** What somebody reports to have done. */
function isAct({ sentence: { text, isQuestion }, reading }: Read): boolean {
  return (
    !isQuestion &&
    reading.effect !== 'in vain' &&
    DONE.test(text) &&
    !UNREAL.test(text)
  );
}

/** What somebody asks or supposes to be the cause. */
function isSuspicion({ sentence, reading }: Read): boolean {
  const { text, isQuestion } = sentence;
  return (
    (isQuestion || reading.isSupposed || SUSPECTS.test(text)) &&
    !reading.isRuledOut
  );
}

/** "no, …", or a statement that can only be understood as an answer. */
function isReply({ talk, sentence, reading }: Read): boolean {
  const isFirst = talk.sentences[0] === sentence;
  const isLong = talk.text.split(/\s+/).length >= MIN_REPLY_WORDS;
  return (
    (SAYS_NO.test(sentence.text) && isFirst && isLong) ||
    (reading.isRuledOut && ANSWERS.test(sentence.text))
  );
}
