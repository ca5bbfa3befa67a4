import {
  CORRECTS,
  FIGURE_OF_THINGS,
  HARM,
  OF_MACHINES,
  SUPPOSES,
  UNREAL,
} from '../../verification';
import type { Conversation } from './Conversation';
import { byScore } from './different';
import type { Sentence } from './sentences';
import { wordsIn, type Talk } from './talk';
import type { Conclusion } from './types';

/** Figures that are told. */
const MAX_FIGURES = 3;
const MONEY =
  /(?:[€$£¥]|\b(?:EUR|USD|GBP|CHF|JPY)\b)\s?\d|\d[\d,.]*\s?(?:k|m|million)?\s?(?:[€$£¥]|\b(?:EUR|USD|GBP|CHF|JPY|euros?|dollars?|pounds?)\b)/i;
/** Numbers that count something; no times, versions, identifiers or shares of a machine. */
const COUNT =
  /(?<![\w.:/#-])\d{1,3}(?:[,.' ]\d{3})+(?![\w:/-]|\.\d)|(?<![\w.:/#-])\d+(?:[.,]\d+)?\s?(?:k|m|million|thousand)?(?![\w:/-]|\.\d)/gi;
const SHARE = /\d\s?(?:%|percent|per cent)/i;
const OF_ALL = /\d\s(?:of|out of)\s(?:the |all )?\d/i;
const ASKS_NUMBER = /\bhow (?:many|much)\b|\bnumbers?\b|\bwhat share\b/i;
/** Replies to a question for a number, and how long they may take. */
const REPLIES = 10;
const REPLY_MS = 30 * 60_000;
/** A correction comes within this time. */
const CORRECTION_MS = 3 * 24 * 3_600_000;

const THINGS = new RegExp(FIGURE_OF_THINGS, 'giu');

const THAT = /^(?:(?:sorry|no|hm+|well),? )?that\b/i;

type Figure = Conclusion & {
  numbers: ReadonlySet<string>;
  isCorrection: boolean;
  /** It says itself what it counts. */
  isReport: boolean;
};

/** What people wrote of how many were affected, with what was corrected later. */
export function figuresIn(conversation: Conversation): Figure[] {
  const { talks } = conversation;
  const asked = new Set(
    talks
      .filter(
        ({ text, sentences }) =>
          sentences.some(({ isQuestion }) => isQuestion) &&
          ASKS_NUMBER.test(text),
      )
      .flatMap(talk => conversation.repliesTo(talk, REPLIES, REPLY_MS)),
  );
  return talks.flatMap(talk => {
    const isHere =
      conversation.isInChannel(talk) || conversation.isRelevant(talk);
    return (isHere && figureOf(talk, asked.has(talk))) || [];
  });
}

/** The figures that hold: corrected ones first, without what they correct. */
export function toldFigures(figures: readonly Figure[]): Conclusion[] {
  return withoutCorrected(figures).sort(byScore).slice(0, MAX_FIGURES);
}

function withoutCorrected(figures: readonly Figure[]): Figure[] {
  const corrections = figures.filter(({ isCorrection }) => isCorrection);
  return figures.filter(
    figure =>
      !corrections.some(later => isCorrectedBy(figure, later)) &&
      (figure.isReport ||
        (figure.isCorrection &&
          figures.some(earlier => isCorrectedBy(earlier, figure)))) &&
      !figures.some(other => isSame(figure, other)),
  );
}

function figureOf(talk: Talk, isAsked: boolean): Figure | undefined {
  const isCorrection = CORRECTS.test(talk.text) && /\d/.test(talk.text);
  let best: { sentence: Sentence; score: number } | undefined;
  for (const sentence of talk.sentences) {
    const score = scoreOf(sentence, { isAsked, isCorrection });
    if (score > 0 && score >= (best?.score ?? 0)) best = { sentence, score };
  }
  if (!best) return undefined;
  const { text } = best.sentence;
  const isWhole = isOfUsers(text) || MONEY.test(text);
  const isReport = isWhole && HARM.test(text);
  return {
    isReport: isReport || (isAsked && isWhole),
    talk,
    sentence: isWhole ? text : talk.text,
    score: best.score,
    isSupposed: SUPPOSES.test(text),
    numbers: new Set(numbersIn(talk.text)),
    isCorrection,
  };
}

function scoreOf(
  { text, isQuestion }: Sentence,
  { isAsked, isCorrection }: { isAsked: boolean; isCorrection: boolean },
): number {
  if (isQuestion || UNREAL.test(text)) return 0;
  const numbers = numbersIn(text);
  if (numbers.length === 0 && !SHARE.test(text)) return 0;
  const isOfPeople = isOfUsers(text);
  const isMoney = MONEY.test(text);
  const isHarm = HARM.test(text);
  const isReport = (isOfPeople || isMoney) && isHarm;
  if (!isReport && !(isCorrection || isAsked)) return 0;
  return (
    (isReport ? 2 : 1) +
    (isCorrection ? 2 : 0) +
    (isAsked ? 1 : 0) +
    (OF_ALL.test(text) ? 1 : 0) +
    (numbers.some(number => number.length > 2) ? 1 : 0) +
    (numbers.length > 1 ? 0.5 : 0) -
    (SUPPOSES.test(text) ? 1.5 : 0)
  );
}

/** Whether a number counts what people have or do, by the plurals beside it. */
function isOfUsers(text: string): boolean {
  return [...text.matchAll(THINGS)].some(([found]) =>
    (found.match(/[\p{L}-]+/gu) ?? []).some(
      word =>
        /(?:[a-rt-z]s|people)$/i.test(word) &&
        word.length > 3 &&
        !OF_MACHINES.test(word),
    ),
  );
}

/** Numbers as digits alone. */
function numbersIn(text: string): string[] {
  return (text.match(COUNT) ?? [])
    .map(number => number.replace(/\D/g, ''))
    .filter(number => number.length > 1);
}

function isCorrectedBy(figure: Figure, later: Figure): boolean {
  if (later === figure || later.talk.index <= figure.talk.index) return false;
  if (later.talk.at - figure.talk.at > CORRECTION_MS) return false;
  const isNew = numbersIn(later.sentence).some(
    number => !figure.numbers.has(number),
  );
  if (!isNew) return false;
  if (numbersIn(figure.sentence).some(number => later.numbers.has(number))) {
    return true;
  }
  // "that counts …" is about the last figure
  const isNext =
    later.talk.at - figure.talk.at <= REPLY_MS && THAT.test(later.talk.text);
  if (isNext) return true;
  const words = wordsIn(later.talk.text);
  return (
    figure.talk.author === later.talk.author &&
    [...wordsIn(figure.sentence)].some(word => words.has(word))
  );
}

/** Whether another message tells the same numbers, and more of them or sooner. */
function isSame(figure: Figure, other: Figure): boolean {
  if (other === figure) return false;
  const mine = numbersIn(figure.sentence);
  const its = new Set(numbersIn(other.sentence));
  const isWithin = mine.length > 0 && mine.every(number => its.has(number));
  return (
    isWithin &&
    (its.size > mine.length ||
      Number(other.isReport) > Number(figure.isReport) ||
      (other.isReport === figure.isReport &&
        other.talk.index < figure.talk.index))
  );
}
