import type { Steps } from '../../platform/Turns';
import type { Figure } from './figures';
import { isRound } from './numbers';
import { wordsIn } from './talk';

/** A correction comes within this time, and an answer within that. */
const CORRECTION_MS = 3 * 24 * 3_600_000;
const REPLY_MS = 30 * 60_000;

const THAT = /^(?:(?:sorry|no|hm+|well),? )?that\b/i;

/** The figures that can be told, without those that later ones replace and what is told twice. */
export function* withoutSuperseded(
  figures: readonly Figure[],
): Steps<Figure[]> {
  const before = new Map(
    figures.map((figure, place) => [figure, figures[place - 1]]),
  );
  const isReplaced = (figure: Figure, later: Figure) =>
    isSuperseded(figure, later, before.get(later));
  const kept: Figure[] = [];
  for (const figure of figures) {
    yield;
    const isKept =
      !figures.some(later => isReplaced(figure, later)) &&
      (figure.isReport ||
        (figure.isCorrection &&
          figures.some(earlier => isReplaced(earlier, figure)))) &&
      !figures.some(other => isSame(figure, other));
    if (isKept) kept.push(figure);
  }
  return kept;
}

/** Whether a later figure counts the same again, or puts the earlier one right. */
function isSuperseded(
  figure: Figure,
  later: Figure,
  last: Figure | undefined,
): boolean {
  const passed = later.talk.at - figure.talk.at;
  if (later.talk.index <= figure.talk.index || passed > CORRECTION_MS) {
    return false;
  }
  if (!later.own.some(number => !figure.numbers.has(number))) return false;
  // "of the 1,900, 611 …"
  if (figure.own.some(number => later.numbers.has(number))) return true;
  if (figure.isMoney !== later.isMoney) return false;
  const isSameKind = [...figure.counted].some(word => later.counted.has(word));
  if (isSameKind && later.isReport) return true;
  // An estimate gives way to what was counted, where that names nothing else
  const isCounted = later.isReport && !later.own.some(isRound);
  const isOpen = later.isMoney || later.counted.size === 0;
  if (figure.own.every(isRound) && isCounted && isOpen) return true;
  return (
    later.isCorrection &&
    ((figure === last && isAnswer(later, passed)) ||
      isOwn(figure, later, passed))
  );
}

/** Whether a correction is of what was said right before it. */
function isAnswer({ talk, isReport }: Figure, passed: number): boolean {
  return passed <= REPLY_MS && (isReport || THAT.test(talk.text));
}

/** Whether somebody corrects their own figure. */
function isOwn(figure: Figure, later: Figure, passed: number): boolean {
  if (figure.talk.author !== later.talk.author) return false;
  const words = wordsIn(later.talk.text);
  return (
    passed <= REPLY_MS ||
    [...wordsIn(figure.sentence)].some(word => words.has(word))
  );
}

/** Whether another message tells the same numbers, and more of them or sooner. */
function isSame(figure: Figure, other: Figure): boolean {
  if (other === figure || !other.own.includes(figure.own[0])) return false;
  const its = new Set(other.own);
  const isWithin = figure.own.every(number => its.has(number));
  return (
    isWithin &&
    (its.size > figure.own.length ||
      Number(other.isReport) > Number(figure.isReport) ||
      (other.isReport === figure.isReport &&
        other.talk.index < figure.talk.index))
  );
}
