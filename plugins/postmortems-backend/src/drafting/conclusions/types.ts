import type { Reading } from './classify';
import type { Sentence } from './sentences';
import type { Talk } from './talk';

/** A sentence of a message, and what it says by its own words. */
export type Read = {
  talk: Talk;
  sentence: Sentence;
  reading: Reading;
  words: ReadonlySet<string>;
};

/** Something that a person wrote, in their words. */
export type Conclusion = {
  talk: Talk;
  /** The sentence of the message that says it. */
  sentence: string;
  score: number;
  /** It was supposed, not said as a fact. */
  isSupposed: boolean;
  /** It names what other evidence knows, so that who was not there understands it. */
  isClear?: boolean;
  /** The message that it answers, when it cannot be understood without. */
  about?: Talk;
};

/** What people concluded in chat. Nothing of it is a fact of the document. */
export type Conclusions = {
  /** Of the cause, the strongest first; a supposition only where nothing else is. */
  causes: readonly Conclusion[];
  /** What is not the cause, ascending by time. */
  ruledOut: readonly Conclusion[];
  /** How many were affected, corrected numbers first. */
  impact: readonly Conclusion[];
  /** That nobody was affected. */
  unaffected: readonly Conclusion[];
  /** That there was nothing but the alarm. */
  falseAlarm?: Conclusion;
  /** What was done last before the end, or decided. */
  acted?: Conclusion;
  /** That it works again. */
  recovered?: Conclusion;
  decisions: readonly Conclusion[];
  /** What nobody knows or has looked at. */
  unknown: readonly Conclusion[];
  /** Questions that nobody answered. */
  questions: readonly Conclusion[];
};
