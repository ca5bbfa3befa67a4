import { FIGURE_OF_THINGS, OF_MACHINES, stem } from '../../verification';

const MONEY =
  /(?:[€$£¥]|\b(?:EUR|USD|GBP|CHF|JPY)\b)\s?\d|\d[\d,.]*\s?(?:k|m|million)?\s?(?:[€$£¥]|\b(?:EUR|USD|GBP|CHF|JPY|euros?|dollars?|pounds?)\b)|\d[,']\d{3}\.\d\d(?!\d)/i;
/** Numbers that count something; no times, versions, identifiers or shares of a machine. */
const COUNT =
  /(?<![\w.:/#-])(\d{1,3}(?:[,.' ]\d{3})+(?:\.\d\d(?!\d))?|\d+(?:[.,]\d+)?)\s?(k|m|million|thousand)?(?![\w:/-]|\.\d)/gi;
const GROUPED = /^\d{1,3}(?:[,.' ]\d{3})+(?:\.\d\d)?$/;
const FACTORS: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  million: 1e6,
};
/** Smaller numbers count people, attempts and hours, not those affected. */
const MIN_COUNT = 10;
const THINGS = new RegExp(FIGURE_OF_THINGS, 'giu');

/** The numbers of a text that count something, however they are written. */
export function numbersIn(text: string): number[] {
  return [...text.matchAll(COUNT)]
    .map(([, digits, factor]) => {
      const plain = GROUPED.test(digits)
        ? digits.replace(/\.\d\d$/, '').replace(/\D/g, '')
        : digits.replace(',', '.');
      return Number(plain) * (FACTORS[factor?.toLowerCase()] ?? 1);
    })
    .filter(number => number >= MIN_COUNT);
}

export function isOfMoney(text: string): boolean {
  return MONEY.test(text);
}

/** What a text counts of what people have or do: the plurals beside its numbers, without inflection. */
export function countedIn(text: string): Set<string> {
  return new Set(
    [...text.matchAll(THINGS)].flatMap(([found]) =>
      (found.match(/[\p{L}-]+/gu) ?? [])
        .filter(
          word =>
            /(?:[a-rt-z]s|people)$/i.test(word) &&
            word.length > 3 &&
            !OF_MACHINES.test(word),
        )
        .map(word => stem(word.toLocaleLowerCase('en-US'))),
    ),
  );
}

/** Whether one of three numbers is what the others differ by: somebody has counted. */
export function isReckoned(numbers: readonly number[]): boolean {
  const known = new Set(numbers);
  return (
    known.size > 2 &&
    numbers.some((whole, index) =>
      numbers.some(
        (part, other) =>
          other !== index && part !== whole / 2 && known.has(whole - part),
      ),
    )
  );
}

/** Whether a number is rounded so far that somebody estimates it. */
export function isRound(number: number): boolean {
  return /^\d{1,2}0+$/.test(String(number)) && number >= MIN_COUNT;
}
