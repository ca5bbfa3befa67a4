import {
  ASKS_HELP,
  ASKS_UNKNOWN,
  FIGURE_OF_THINGS,
  SUPPOSES,
} from '../../verification';
import type { Steps } from '../../platform/Turns';
import type { Conversation } from './Conversation';
import { byPlace, byScore } from './different';
import type { Sentence } from './sentences';
import type { Talk } from './talk';
import type { Conclusion } from './types';

/** Messages after a question that may answer it, and how long they may take. */
const ANSWERS = 12;
const ANSWER_MS = 24 * 3_600_000;
/** A reply this soon answers without repeating words. */
const SOON_MS = 5 * 60_000;
const SOON = 5;
const MAX_QUESTIONS = 3;
const MIN_SCORE = 2;
/** Where people also speak of other work. */
const MIN_BUSY_SCORE = 2.5;
const MIN_WORDS = 4;

/** Asks whether somebody has looked. */
const ASKS_WHO_LOOKED =
  /\b(?:did|has|have) (?:some|any)(?:body|one) (?:\w+ )?(?:look|check|test|verif|tri|try|count|see|ask|heard?)\w*|\bdo (?:we|you|they) (?:also )?know\b|\bwhat about\b|\bis it (?:safe|known|clear)\b/i;
const YES_NO =
  /^(?:\W|so |and |but |ok |hm |asking for a friend: )*(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would)\b/i;
const SAYS_YES_NO = /^(?:yes|yep|yeah|no|nope|nah|none|not|never|both)\b/i;
const NO_IDEA =
  /^no (?:idea|clue|problem|worries|news)\b|^not (?:my|right now|sure|yet)\b/i;
/** How answers begin. */
const ANSWERS_SO =
  /^(?:yes|yep|no|nope|nah|not|it|that|this|they|he|she|because|since|about|around|roughly|only|both|none|nobody|checked|looked|same|there (?:is|are|was|were)|i (?:did|do|checked|looked|asked|think|guess|have|had)|we (?:did|do|have|had|checked)|\d)\b/i;
const WHY = /\b(?:why|how come)\b/i;
const GIVES_REASON = /^(?:\w+[,:] )?(?:because|since|due to)\b/i;
const HOW_MANY = /\bhow (?:many|much|often|long)\b/i;

/** Questions about the incident that nobody answered, ascending by time. */
export function* openQuestions(
  conversation: Conversation,
  conclusions: readonly Conclusion[],
): Steps<Conclusion[]> {
  const channels = new Set(
    conclusions.map(({ talk }) => talk.payload.channel ?? ''),
  );
  const scoreOf = (talk: Talk, question: Sentence) =>
    scoreIn(talk, question, { conversation, channels });
  const least = conversation.isBusy ? MIN_BUSY_SCORE : MIN_SCORE;
  const open: Conclusion[] = [];
  for (const talk of conversation.talks) {
    yield;
    const [best] = talk.sentences
      .filter(({ isQuestion }) => isQuestion)
      .map(question => ({ question, score: scoreOf(talk, question) }))
      .sort((a, b) => b.score - a.score);
    if (!best || best.score < least) continue;
    const { question, score } = best;
    if (isAnswered(talk, question, conversation)) continue;
    open.push({ talk, sentence: question.text, score, isSupposed: false });
  }
  return open.sort(byScore).slice(0, MAX_QUESTIONS).sort(byPlace);
}

function scoreIn(
  talk: Talk,
  { text }: Sentence,
  context: { conversation: Conversation; channels: ReadonlySet<string> },
): number {
  const { conversation, channels } = context;
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const isAboutLooking = ASKS_WHO_LOOKED.test(text);
  if (words.length < MIN_WORDS && !isAboutLooking) return 0;
  if (!ASKS_UNKNOWN.test(text) && !isAboutLooking) return 0;
  const isHere = channels.has(talk.payload.channel ?? '');
  if (channels.size > 0 && !isHere) return 0;
  const isTied =
    conversation.isRelevant(talk) ||
    // A channel of its own, in which also others ask
    (!conversation.isInOneChannel && conversation.tieOf(talk.words) > 0);
  if (conversation.isBusy && !isTied) return 0;
  return (
    Math.max(isHere ? 1 : 0, Math.min(2, conversation.relevanceOf(talk))) +
    (isAboutLooking ? 1.5 : 0) +
    (conversation.isAfter(0.5, talk) ? 1 : 0) +
    // Who adds why it matters asks in earnest
    (talk.sentences.length > 1 ? 0.5 : 0) -
    (ASKS_HELP.test(text) ? 1.5 : 0) -
    (SUPPOSES.test(text) ? 1 : 0) -
    (talk.words.size < 2 ? 1 : 0) -
    // Nothing of it is known from elsewhere
    (conversation.isSmall || conversation.tieOf(talk.words) > 0 ? 0 : 1)
  );
}

function isAnswered(
  talk: Talk,
  question: Sentence,
  conversation: Conversation,
): boolean {
  const { threadId } = talk.payload;
  const replies = conversation
    .repliesTo(talk, ANSWERS, ANSWER_MS)
    .filter(({ author }) => author !== talk.author);
  return replies.some((reply, order) => {
    if (threadId !== undefined && reply.payload.threadId === threadId) {
      return true;
    }
    const isQuestion = reply.sentences.every(one => one.isQuestion);
    if (isQuestion) return false;
    const shared = [...talk.words].filter(word => reply.words.has(word));
    if (WHY.test(question.text) && GIVES_REASON.test(reply.text)) return true;
    const isSoon = order < SOON && reply.at - talk.at <= SOON_MS;
    if (isSoon && ANSWERS_SO.test(reply.text) && !NO_IDEA.test(reply.text)) {
      return SAYS_YES_NO.test(reply.text)
        ? YES_NO.test(question.text) || shared.length > 0
        : true;
    }
    if (HOW_MANY.test(question.text)) {
      return (
        /\d/.test(reply.text) &&
        (shared.length > 0 || FIGURE_OF_THINGS.test(reply.text))
      );
    }
    const rare = shared.filter(word => conversation.isRare(word, 0));
    return rare.length > 1 || (rare.length > 0 && shared.length > 1);
  });
}
