import {
  ABOUT_DETECTION,
  CORRECTS,
  DISAGREES,
  HARM,
  SUPPOSES,
  UNREAL,
} from '../../verification';
import type { Conversation } from './Conversation';
import type { Steps } from '../../platform/Turns';
import { byScore } from './different';
import {
  countedIn,
  isOfMoney,
  isReckoned,
  isRound,
  numbersIn,
} from './numbers';
import type { Sentence } from './sentences';
import { withoutSuperseded } from './superseded';
import type { Talk } from './talk';
import type { Conclusion } from './types';

/** Figures that are told. */
const MAX_FIGURES = 3;
/** A number that is no time of day and no size. */
const MANY = 100;
const OF_ALL = /\d\s(?:of|out of)\s(?:the |all )?\d/i;
const ASKS_NUMBER = /\bhow (?:many|much)\b|\bnumbers?\b|\bwhat share\b/i;
/** Replies to a question for a number, and how long they may take. */
const REPLIES = 10;
const REPLY_MS = 30 * 60_000;

export type Figure = Conclusion & {
  /** All numbers of the message, and those of the sentence. */
  numbers: ReadonlySet<number>;
  own: readonly number[];
  /** What the sentence counts. */
  counted: ReadonlySet<string>;
  isMoney: boolean;
  /** It puts right what was said before, by its words or as an answer. */
  isCorrection: boolean;
  /** It can be told by itself. */
  isReport: boolean;
};

/** What people wrote of how many were affected, with what was corrected later. */
export function* figuresIn(conversation: Conversation): Steps<Figure[]> {
  const { talks } = conversation;
  const answered = new Map<Talk, Talk>();
  for (const talk of talks) {
    yield;
    if (!asksNumber(talk) || !conversation.isRelevant(talk)) continue;
    for (const reply of conversation.repliesTo(talk, REPLIES, REPLY_MS)) {
      answered.set(reply, talk);
    }
  }
  const figures: Figure[] = [];
  const told: Told = new Map();
  let soon = new Set<Talk>();
  for (const talk of talks) {
    yield;
    if (!/\d/.test(talk.text) || !conversation.isRelevant(talk)) continue;
    const last = figures.at(-1);
    const isSoon = last !== undefined && soon.has(talk);
    const figure = figureOf(talk, {
      question: answered.get(talk),
      isAnswer:
        isSoon && (DISAGREES.test(talk.text) || countsAgain(talk, last)),
      isPart: breaksDown(talk, told),
      told,
      isLate: talk.at >= conversation.end,
    });
    if (!figure) continue;
    figures.push(figure);
    for (const number of figure.own) {
      told.set(number, (told.get(number) ?? new Set()).add(figure));
    }
    soon = new Set(conversation.repliesTo(talk, REPLIES, REPLY_MS));
  }
  return figures;
}

/** The earlier figures by their numbers. */
type Told = Map<number, Set<Figure>>;

/** The figures that hold, without what later ones put right; the latest first. */
export function* toldFigures(figures: readonly Figure[]): Steps<Conclusion[]> {
  return (yield* withoutSuperseded(figures))
    .sort(byScore)
    .slice(0, MAX_FIGURES)
    .sort((a, b) => b.talk.index - a.talk.index);
}

/** Asks how many, or whether a number is right. */
function asksNumber({ text, sentences }: Talk): boolean {
  const questions = sentences.filter(({ isQuestion }) => isQuestion);
  return (
    (questions.length > 0 && ASKS_NUMBER.test(text)) ||
    questions.some(
      ({ text: asked }) =>
        numbersIn(asked).some(number => number >= MANY) ||
        (numbersIn(asked).length > 0 && countedIn(asked).size > 0),
    )
  );
}

function figureOf(
  talk: Talk,
  of: {
    question?: Talk;
    isAnswer: boolean;
    isPart: boolean;
    told: Told;
    isLate: boolean;
  },
): Figure | undefined {
  const numbers = numbersIn(talk.text);
  const isAnswer =
    of.isAnswer ||
    (of.question !== undefined && answers(talk, of.question, numbers));
  const isCorrection =
    numbers.length > 0 && (CORRECTS.test(talk.text) || of.isPart || isAnswer);
  const asked = of.question ? numbersIn(of.question.text) : [];
  const is = {
    isCorrection,
    isAsked: of.question !== undefined,
    isReckoned: isReckoned(numbers),
    isTold: (number: number) => of.told.has(number) || asked.includes(number),
  };
  let best: { sentence: Sentence; score: number } | undefined;
  for (const sentence of talk.sentences) {
    const score = scoreOf(sentence, is);
    if (score > 0 && score >= (best?.score ?? 0)) best = { sentence, score };
  }
  if (!best) return undefined;
  const { text } = best.sentence;
  const counted = countedIn(text);
  const isMoney = isOfMoney(text);
  const isWhole = counted.size > 0 || isMoney;
  return {
    isReport:
      is.isReckoned ||
      isAnswer ||
      (isWhole && (HARM.test(text) || is.isAsked || isCorrection)),
    talk,
    // A number alone is understood from the rest of the message
    sentence: isWhole && !is.isReckoned ? text : talk.text,
    score: best.score + (of.isLate ? 1 : 0),
    isSupposed: SUPPOSES.test(text),
    numbers: new Set(numbers),
    own: numbersIn(text),
    counted,
    isMoney,
    isCorrection,
  };
}

/** Whether somebody counts what somebody else estimated. */
function countsAgain({ author, words }: Talk, last: Figure): boolean {
  return (
    author !== last.talk.author &&
    last.own.every(isRound) &&
    [...last.counted].some(word => words.has(word))
  );
}

/** Whether a message sets another number beside one that was told before. */
function breaksDown(talk: Talk, told: Told): boolean {
  const [first, ...others] = [...new Set(numbersIn(talk.text))].map(
    number => told.get(number) ?? new Set<Figure>(),
  );
  if (!first) return false;
  // A figure has one of them, and not another
  const isBeside = others.some(
    one => one.size !== first.size || [...one].some(has => !first.has(has)),
  );
  return isBeside && countedIn(talk.text).size > 0;
}

/** Whether a reply sets another number against the one that was asked about. */
function answers(
  talk: Talk,
  question: Talk,
  numbers: readonly number[],
): boolean {
  const asked = new Set(numbersIn(question.text));
  const isNew = numbers.some(number => !asked.has(number));
  if (!isNew || asked.size === 0) return false;
  const counted = countedIn(question.text);
  return (
    numbers.some(number => asked.has(number)) ||
    DISAGREES.test(talk.text) ||
    [...countedIn(talk.text)].some(word => counted.has(word))
  );
}

function scoreOf(
  { text, isQuestion }: Sentence,
  is: {
    isAsked: boolean;
    isCorrection: boolean;
    isReckoned: boolean;
    isTold(number: number): boolean;
  },
): number {
  if (isQuestion || UNREAL.test(text)) return 0;
  const numbers = numbersIn(text);
  if (numbers.length === 0) return 0;
  const isCounted = countedIn(text).size > 0 || isOfMoney(text);
  const isReport = isCounted && HARM.test(text);
  const isOfAlarm = ABOUT_DETECTION.test(text) && !is.isCorrection;
  if (isOfAlarm) return 0;
  if (!isReport && !is.isCorrection && !is.isAsked && !is.isReckoned) return 0;
  return (
    (isReport ? 2 : 1) +
    (isCounted ? 0.5 : 0) +
    (is.isCorrection ? 2 : 0) +
    (is.isReckoned ? 1 : 0) +
    (is.isAsked ? 1 : 0) +
    (OF_ALL.test(text) ? 1 : 0) +
    (numbers.some(number => number > 99) ? 1 : 0) +
    (numbers.length > 1 ? 0.5 : 0) -
    // What is put right is not what holds
    (numbers.some(number => is.isTold(number)) ? 1 : 0) -
    (SUPPOSES.test(text) ? 1.5 : 0)
  );
}
