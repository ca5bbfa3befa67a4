import nlp from 'compromise';
import { BlamelessChecker } from '../plugins/postmortems-backend/src/blameless';
import {
  contextOf,
  labelledSentences,
  type Labelled,
} from './support/blameless/labelled';
import { keyOf, publishedReports } from './support/blameless/publishedReports';
import labels from './support/blameless/reportLabels.json';
import type { Benchmark } from './support/figures';
import { wilson } from './support/statistics';

const checker = new BlamelessChecker();
/** Louder than the evidence, but at nobody's expense. */
const NO_BLAME = new Set(['personal_identifier', 'animated_language']);

type Finder = (one: Labelled) => boolean;

const named: Finder = one =>
  checker
    .check(one.text, contextOf(one))
    .some(({ rule }) => rule === 'personal_identifier');
const blamed: Finder = one =>
  checker
    .check(one.text, contextOf(one))
    .some(({ rule }) => !NO_BLAME.has(rule));

/** What one could take instead to find people, on the same sentences. */
const PEOPLE_BASELINES: Record<string, Finder> = {
  roster_only: one =>
    contextOf(one).roster.some(({ identifiers }) =>
      identifiers.some(id => one.text.toLowerCase().includes(id.toLowerCase())),
    ),
  compromise_only: ({ text }) => nlp(text).people().length > 0,
  capitalised_pair: ({ text }) => /\b\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+\b/u.test(text),
};
/** And to find blame. */
const BLAME_BASELINES: Record<string, Finder> = {
  keywords: ({ text }) =>
    /\b(?:forgot|should have|mistake|careless|fault|blame|human error|failed to)\b/i.test(
      text,
    ),
};

/** How well blame and people are found, in sentences of somebody who had not read the rules and in published postmortems. */
const bench: Benchmark = async ({ report, progress }) => {
  const share = (figure: string, hits: number, of: number) => {
    if (of === 0) return;
    const [low, high] = wilson(hits, of);
    report({
      figure,
      value: hits / of,
      unit: 'share',
      interval: [low, high],
      of,
    });
  };
  /** A finder's precision and recall among sentences, and per kind of person. */
  const measure = (
    prefix: string,
    finder: Finder,
    of: readonly Labelled[],
    isRight: (one: Labelled) => boolean,
  ) => {
    const right = of.filter(isRight);
    const found = of.filter(finder);
    share(`${prefix}/precision`, found.filter(isRight).length, found.length);
    share(`${prefix}/recall`, right.filter(finder).length, right.length);
  };

  const sentences = labelledSentences();
  for (const part of ['seen', 'unread'] as const) {
    const of = sentences.filter(one => one.part === part);
    progress(`${of.length} ${part} sentences`);
    const isBlame = (one: Labelled) => one.label === 'blame';
    measure(`${part}/blame`, blamed, of, isBlame);
    for (const [name, finder] of Object.entries(BLAME_BASELINES)) {
      measure(`${part}/blame/baseline_${name}`, finder, of, isBlame);
    }
    // Sentences of blame may name people as well, and are not labelled for it
    const people = of.filter(({ label }) => label !== 'blame');
    for (const [name, finder] of Object.entries({
      '': named,
      ...PEOPLE_BASELINES,
    })) {
      const prefix = `${part}/people${name && `/baseline_${name}`}`;
      measure(prefix, finder, people, ({ label }) => label === 'name');
      for (const who of ['roster', 'other'] as const) {
        const those = people.filter(one => one.who === who);
        share(
          `${prefix}/${who}/recall`,
          those.filter(finder).length,
          those.length,
        );
      }
    }
  }
  const shown = process.env.BLAMELESS_SHOW
    ? sentences.filter(({ part }) => part === 'seen')
    : [];
  for (const one of shown) {
    if (blamed(one) !== (one.label === 'blame')) {
      progress(`blame ${one.label}: ${one.text}`);
    }
    if (one.label !== 'blame' && named(one) !== (one.label === 'name')) {
      progress(`person ${one.label}: ${one.text}`);
    }
  }

  const started = performance.now();
  let checked = 0;
  while (performance.now() - started < 1000) {
    const one = sentences[checked % sentences.length];
    checker.check(one.text, contextOf(one));
    checked += 1;
  }
  report({
    figure: 'sentences_per_second',
    value: checked / ((performance.now() - started) / 1000),
    unit: 'sentences/s',
  });

  const root = process.env.REAL_DATA_DIR;
  if (!root) {
    progress('REAL_DATA_DIR is not set: published postmortems are left out');
    return;
  }
  measureReports(root, share);
};

/** Of the unread reports only how often the gate speaks, since nobody has labelled them. */
function measureReports(
  root: string,
  share: (figure: string, hits: number, of: number) => void,
): void {
  const reports = publishedReports(root);
  const nobody = { roster: [], systems: [] };
  for (const part of ['seen', 'unread'] as const) {
    const checked = reports
      .filter(one => one.part === part)
      .flatMap(one => one.sentences)
      .map(text => ({ text, concerns: checker.check(text, nobody) }));
    const person = checked.filter(({ concerns }) =>
      concerns.some(({ rule }) => rule === 'personal_identifier'),
    );
    const blame = checked.filter(({ concerns }) =>
      concerns.some(({ rule }) => !NO_BLAME.has(rule)),
    );
    for (const [kind, found] of Object.entries({ person, blame })) {
      share(`reports/${part}/${kind}/flagged`, found.length, checked.length);
      if (part === 'unread') continue;
      const labelled = new Set(labels[kind as 'person' | 'blame']);
      const isRight = ({ text }: { text: string }) => labelled.has(keyOf(text));
      share(
        `reports/${part}/${kind}/precision`,
        found.filter(isRight).length,
        found.length,
      );
      share(
        `reports/${part}/${kind}/recall`,
        found.filter(isRight).length,
        checked.filter(isRight).length,
      );
    }
    const mentions = checked.filter(({ text }) =>
      /(?<![\w@./])@[A-Za-z][\w-]{2,}(?!\/)/.test(text),
    );
    share(
      `reports/${part}/mention/recall`,
      mentions.filter(one => person.includes(one)).length,
      mentions.length,
    );
  }
}

export default bench;
