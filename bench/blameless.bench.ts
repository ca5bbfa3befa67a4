import nlp from 'compromise';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BlamelessChecker } from '../plugins/postmortems-backend/src/blameless';
import { context } from './support/blameless/people';
import { sentences, type Labelled } from './support/blameless/sentences';
import type { Benchmark } from './support/figures';

const checker = new BlamelessChecker();
/** Every third sentence was never looked at while the rules were written. */
const HELD_OUT = 3;

type Finder = (text: string) => boolean;

const names: Finder = text =>
  checker
    .check(text, context)
    .some(({ rule }) => rule === 'personal_identifier');

/** Ways to find people that one could take instead, on the same sentences. */
const CANDIDATES: Record<string, Finder> = {
  ours: names,
  roster_only: text =>
    context.roster.some(({ identifiers }) =>
      identifiers.some(one => text.toLowerCase().includes(one.toLowerCase())),
    ),
  compromise_only: text => nlp(text).people().length > 0,
  capitalised_pair: text => /\b\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+\b/u.test(text),
};

const blames: Finder = text =>
  checker
    .check(text, context)
    .some(({ rule }) => rule !== 'personal_identifier');

function score(
  of: readonly Labelled[],
  finder: Finder,
  label: (one: Labelled) => boolean,
) {
  let right = 0;
  let wrong = 0;
  let missed = 0;
  for (const one of of) {
    const found = finder(one.text);
    if (found && label(one)) right += 1;
    else if (found) wrong += 1;
    else if (label(one)) missed += 1;
  }
  return {
    precision: right / Math.max(right + wrong, 1),
    recall: right / Math.max(right + missed, 1),
    false_alarm_rate: wrong / of.filter(one => !label(one)).length,
  };
}

/**
 * Sentences of published postmortems: paragraphs and list items, without code,
 * headings and links.
 */
function sentencesOf(markdown: string): string[] {
  return markdown
    .replace(/```[\s\S]*?```/g, '')
    .replace(/`[^`]*`/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .split(/\n\s*\n|\n(?=\s*[-*#|>])/)
    .filter(part => !/^\s*[#|]/.test(part))
    .flatMap(part =>
      part
        .replace(/^[\s>*-]+/, '')
        .replace(/\s+/g, ' ')
        .split(/(?<=[.!?])\s+(?=[\p{Lu}@])/u),
    )
    .map(sentence => sentence.trim())
    .filter(sentence => /\p{L}{3}/u.test(sentence));
}

/**
 * Recall and false positives of the check for people in sentences about causes,
 * beside simpler alternatives. With `REAL_DATA_DIR`, also the rate of findings
 * in published postmortems.
 */
const bench: Benchmark = async ({ report, progress }) => {
  const traps = sentences.filter(({ person, blame }) => !person && !blame);
  progress(
    `${sentences.length} sentences, ${traps.length} of them traps; ${
      sentences.filter((_, index) => index % HELD_OUT === 0).length
    } held out`,
  );
  const sets = {
    '': sentences,
    '/held_out': sentences.filter((_, index) => index % HELD_OUT === 0),
  };
  for (const [suffix, of] of Object.entries(sets)) {
    const baseline = score(of, CANDIDATES.compromise_only, one => one.person);
    const ours = score(of, names, one => one.person);
    for (const figure of ['precision', 'recall', 'false_alarm_rate'] as const) {
      report({
        figure: `people/${figure}${suffix}`,
        value: ours[figure],
        unit: 'share',
        baseline: baseline[figure],
      });
    }
    const language = score(
      of.filter(({ person }) => !person),
      blames,
      one => one.blame,
    );
    for (const figure of ['precision', 'recall'] as const) {
      report({
        figure: `blame/${figure}${suffix}`,
        value: language[figure],
        unit: 'share',
      });
    }
  }
  for (const [name, finder] of Object.entries(CANDIDATES)) {
    const { precision, recall } = score(sentences, finder, one => one.person);
    report({
      figure: `candidates/${name}/precision`,
      value: precision,
      unit: 'share',
    });
    report({
      figure: `candidates/${name}/recall`,
      value: recall,
      unit: 'share',
    });
  }
  if (process.env.BLAMELESS_SHOW) {
    for (const one of sentences) {
      if (names(one.text) !== one.person) {
        progress(`${one.person ? 'missed' : 'FALSE'}: ${one.text}`);
      }
      if (!one.person && blames(one.text) !== one.blame) {
        progress(`${one.blame ? 'blame missed' : 'blame FALSE'}: ${one.text}`);
      }
    }
  }

  const started = performance.now();
  let checked = 0;
  while (performance.now() - started < 1000) {
    checker.check(sentences[checked % sentences.length].text, context);
    checked += 1;
  }
  report({
    figure: 'sentences_per_second',
    value: checked / ((performance.now() - started) / 1000),
    unit: 'sentences/s',
  });
  realPostmortems({ report, progress });
};

function realPostmortems({ report, progress }: Parameters<Benchmark>[0]): void {
  const root = process.env.REAL_DATA_DIR;
  if (!root) {
    progress('REAL_DATA_DIR is not set: published postmortems are left out');
    return;
  }
  const unknown = { ...context, roster: [], systems: [] };
  for (const folder of [
    'mybinder-incident-reports',
    'rust-lang-incident-reports',
  ]) {
    const path = join(root, folder);
    if (!existsSync(path)) continue;
    const texts = readdirSync(path)
      .filter(file => file.endsWith('.md') && file !== 'NOTE.md')
      .flatMap(file => sentencesOf(readFileSync(join(path, file), 'utf8')));
    const flagged = texts.flatMap(text => {
      const found = checker
        .check(text, unknown)
        .filter(({ rule }) => rule === 'personal_identifier');
      return found.map(({ quote }) => ({ quote, text }));
    });
    // An @mention or an address is certainly a person; people review the rest
    const sure = flagged.filter(({ quote }) => quote.includes('@')).length;
    const handles = texts.filter(text =>
      /(?<![\w@./])@[A-Za-z][\w-]{2,}/.test(text),
    );
    const found = handles.filter(text =>
      checker
        .check(text, unknown)
        .some(({ rule }) => rule === 'personal_identifier'),
    );
    report({
      figure: `real/${folder}/flagged_share`,
      value: new Set(flagged.map(({ text }) => text)).size / texts.length,
      unit: 'share of sentences',
    });
    if (handles.length > 0) {
      report({
        figure: `real/${folder}/handle_recall`,
        value: found.length / handles.length,
        unit: 'share',
      });
    }
    progress(
      `${folder}: ${texts.length} sentences, ${flagged.length} names found, ${sure} of them handles or addresses`,
    );
    if (process.env.BLAMELESS_SHOW) {
      for (const { quote, text } of flagged) {
        if (!quote.includes('@'))
          progress(`“${quote}” in: ${text.slice(0, 160)}`);
      }
    }
  }
}

export default bench;
