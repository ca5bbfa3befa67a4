import {
  ABOUT_DETECTION,
  ADMITS,
  AGAIN,
  CAME_WITH,
  CONCLUDES,
  CORRECTS,
  DECIDES,
  DEFECT,
  DENIES_CAUSE,
  ESTIMATES,
  FALSE_ALARM,
  LINKS,
  LOOKS_RIGHT,
  NOBODY_AFFECTED,
  NO_EFFECT,
  OWN_ACT,
  plain,
  REASON_OF_ACT,
  RECOVERS,
  RULES_OUT,
  STATES_CAUSE,
  SUPPOSES,
  UNKNOWN,
  UNREAL,
  WRONG,
} from '../../verification';
import type { Sentence } from './sentences';

/** What a sentence says, by its own words alone. */
export type Reading = {
  /** How strongly it states a cause; zero when it states none. */
  cause: number;
  /** It supposes rather than states. */
  isSupposed: boolean;
  isRuledOut: boolean;
  isDecision: boolean;
  isCorrection: boolean;
  /** What came of an act: it helped, or it did not. */
  effect?: 'helped' | 'in vain';
  isFalseAlarm: boolean;
  isNobodyAffected: boolean;
  isUnknown: boolean;
};

const NOTHING: Reading = {
  cause: 0,
  isSupposed: false,
  isRuledOut: false,
  isDecision: false,
  isCorrection: false,
  isFalseAlarm: false,
  isNobodyAffected: false,
  isUnknown: false,
};
const MIN_WORDS = 2;
const WHAT_IF = /\bif\b.*/i;
const NUMBER = /\d/;

/** "so 2.4.1 is fine": it is not what broke. */
const SO_RIGHT = /^(?:ok |and |ah )?so\b/i;
const SAYS =
  /\b(?:says?|said|writes?|wrote|tells?|claims?|according to|heard|agent:)\b/i;
const SELF = /\b(?:i|we) (?:was|am|were|are) wrong\b/i;
/** That somebody did something says by itself nothing of why it broke. */
const MIN_CAUSE = 1.5;
/** What others said or logged, in quotation marks. */
const QUOTED = /"[^"]*"|“[^”]*”/g;

/** Reads one sentence of a message. */
export function classify({ text, isQuestion }: Sentence): Reading {
  const said = plain(text);
  const words = said.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (isQuestion) return NOTHING;
  if (words.length < MIN_WORDS) {
    return { ...NOTHING, isFalseAlarm: FALSE_ALARM.test(said) };
  }
  const isUnreal = UNREAL.test(said);
  const isVain = !isUnreal && NO_EFFECT.test(said);
  // Whoever does not know "if it can" supposes nothing
  const isPlanned = UNREAL.test(said.replace(WHAT_IF, ''));
  const isUnknown = !isPlanned && !ADMITS.test(said) && UNKNOWN.test(said);
  const isSoRight =
    SO_RIGHT.test(said) && LOOKS_RIGHT.test(said.replace(SO_RIGHT, ''));
  const isRuledOut =
    !isUnreal && !isUnknown && (isSoRight || RULES_OUT.test(said));
  const isDecision = DECIDES.test(said);
  const isCorrection = CORRECTS.test(said) && NUMBER.test(said);
  const isEstimate = ESTIMATES.test(said);
  const isSupposed = !isEstimate && SUPPOSES.test(said);
  const isAgain = AGAIN.test(said) && !WRONG.test(said);
  const helped = !isVain && !isUnreal && (RECOVERS.test(said) || isAgain);
  return {
    cause:
      isSoRight || isCorrection || isDecision
        ? 0
        : causeIn(said, { isRuledOut, isUnreal, isEstimate }),
    isSupposed,
    isRuledOut,
    isDecision,
    isCorrection,
    ...(isVain && { effect: 'in vain' as const }),
    ...(helped && { effect: 'helped' as const }),
    isFalseAlarm: !isUnreal && !isSupposed && FALSE_ALARM.test(said),
    isNobodyAffected: !isSupposed && NOBODY_AFFECTED.test(said),
    isUnknown,
  };
}

function causeIn(
  sentence: string,
  is: { isRuledOut: boolean; isUnreal: boolean; isEstimate: boolean },
): number {
  if (DENIES_CAUSE.test(sentence) || REASON_OF_ACT.test(sentence)) return 0;
  const isConcluded = CONCLUDES.test(sentence);
  if (is.isUnreal && !isConcluded && !is.isEstimate) return 0;
  const score =
    (STATES_CAUSE.test(sentence) ? 3 : 0) +
    (isConcluded && !is.isRuledOut ? 2 : 0) +
    (is.isEstimate ? 4.5 : 0) +
    (ADMITS.test(sentence) ? 2 : 0) +
    (CAME_WITH.test(sentence) ? 1.5 : 0) +
    (OWN_ACT.test(sentence) ? 1 : 0) +
    (DEFECT.test(sentence.replace(QUOTED, '"').replace(SELF, '')) ? 2 : 0);
  if (score < MIN_CAUSE) return 0;
  return (
    score +
    (LINKS.test(sentence) ? 0.5 : 0) -
    (is.isRuledOut ? 1 : 0) -
    (SAYS.test(sentence) ? 1 : 0) -
    (ABOUT_DETECTION.test(sentence) ? 2 : 0)
  );
}
