import type { CitedFacts } from '../cited/CitedFacts';
import type { NumberToken } from '../extract/numbers';
import { isNear } from './quantities';
import { agrees, type Check, type Finding } from './types';

/** What each noun counts among the cited evidence. `undefined` for nouns that count something else. */
const COUNTED: [noun: RegExp, count: (cited: CitedFacts) => number][] = [
  [
    /^alerts? (?:fired|were firing)/,
    ({ nodes }) =>
      nodes.filter(
        ({ payload }) =>
          payload.kind === 'alert' && payload.status === 'firing',
      ).length,
  ],
  [
    /^alerts?\b(?! record)/,
    ({ nodes }) =>
      nodes.filter(({ payload }) => payload.kind === 'alert').length,
  ],
  [
    /^(?:messages?|chat messages?)\b/,
    ({ nodes }) =>
      nodes.filter(({ payload }) => payload.kind === 'message').length,
  ],
  [
    /^(?:deployments?|rollbacks?|changes?)\b/,
    ({ nodes }) =>
      nodes.filter(({ sourceType }) => sourceType === 'deployment').length,
  ],
  [
    /^services? (?:was|were)\b/,
    ({ spans }) =>
      spans.filter(
        ({ node, pointer }) => !node && /^\/services\/\d+$/.test(pointer),
      ).length,
  ],
  [/^records?\b/, ({ nodes }) => nodes.length],
];

/** Every number without a unit is in the evidence, or counts what is cited. */
export const checkNumbers: Check = ({ sentence, cited }) =>
  sentence.numbers.map(token => judge(token, cited));

function judge(token: NumberToken, cited: CitedFacts): Finding {
  const stated = cited.numbers.filter(
    ({ dimension, value }) => dimension === undefined && isNear(token, value),
  );
  const counts = COUNTED.filter(([noun]) => noun.test(token.noun ?? '')).map(
    ([, count]) => count(cited),
  );
  // A count of what is cited is stronger than a number that happens to stand in some text
  const measured = stated.filter(({ span }) => typeof span.value === 'number');
  const agreed =
    measured.length > 0 ||
    (counts.length > 0
      ? counts.some(count =>
          token.atLeast ? count >= token.value : count === token.value,
        ) ||
        (counts.every(count => count === 0) && stated.length > 0)
      : stated.length > 0 || withUnit(token, cited));
  if (agreed) return agrees('number', `${token.text} is in the evidence`);
  if (counts.some(count => count > 0)) {
    return {
      check: 'number',
      effect: 'contradicts',
      message: `The sentence says ${token.text} ${token.noun}, but ${Math.max(
        ...counts,
      )} are cited`,
    };
  }
  const other = cited.numbers.find(({ dimension }) => dimension === undefined);
  return {
    check: 'number',
    effect: other ? 'contradicts' : 'unsupported',
    message: `Nothing in the cited places shows ${token.text}`,
  };
}

/** The same digits with a unit that the sentence leaves out. */
function withUnit(token: NumberToken, { spans, numbers }: CitedFacts): boolean {
  return (
    spans.some(
      ({ value }) => typeof value === 'number' && isNear(token, value),
    ) || numbers.some(({ value }) => isNear(token, value))
  );
}
