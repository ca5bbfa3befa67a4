import type { PostmortemContent } from '../../../plugins/postmortems-common/src/schema/postmortem';
import type { Labelled } from './sentences';

/** Themes that are found in a sentence that states a root cause. */
export type Finder = (text: string) => readonly string[];

export type Score = {
  /** Of the themes that are found, those that are right. */
  precision: number;
  /** Of the themes that are there, those that are found. */
  recall: number;
  f1: number;
  /** Share of the sentences of which all themes, and no others, are found. */
  exact: number;
};

/** A document whose root cause is the text, as far as themes are concerned. */
export function causeOf(text: string): Pick<PostmortemContent, 'sections'> {
  const claim = { kind: 'root_cause', verdict: 'supported', text };
  return {
    sections: [{ id: 'rootCause', blocks: [{ claims: [claim] }] }],
  } as unknown as Pick<PostmortemContent, 'sections'>;
}

/** Over all sentences and themes together (micro-averaged). */
export function scoreOf(
  sentences: readonly Pick<Labelled, 'text' | 'themes' | 'optional'>[],
  find: Finder,
): Score {
  let right = 0;
  let wrong = 0;
  let missed = 0;
  let exact = 0;
  for (const { text, themes, optional } of sentences) {
    const counted = find(text).filter(
      theme => !(optional as readonly string[]).includes(theme),
    );
    const hits = themes.filter(theme => counted.includes(theme)).length;
    right += hits;
    wrong += counted.length - hits;
    missed += themes.length - hits;
    exact += counted.length === hits && themes.length === hits ? 1 : 0;
  }
  const precision = right / Math.max(right + wrong, 1);
  const recall = right / Math.max(right + missed, 1);
  return {
    precision,
    recall,
    f1: (2 * precision * recall) / Math.max(precision + recall, Number.EPSILON),
    exact: exact / sentences.length,
  };
}
