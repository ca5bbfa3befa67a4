import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { themesOf } from '../plugins/postmortems-backend/src/themes';
import type { Benchmark } from './support/figures';
import { baselineThemesOf } from './support/themes/baseline';
import {
  readHolmesCauses,
  readOpensreCauses,
  readPublishedCauses,
  type RealCause,
} from './support/themes/realCauses';
import { causeOf, scoreOf, type Finder } from './support/themes/score';
import { SERVICES, SETS } from './support/themes/sentences';

const finder =
  (serviceNames: readonly string[]): Finder =>
  text =>
    themesOf(causeOf(text), { serviceNames });

/**
 * How well the themes of a sentence about a cause are found, beside the bare words that they were found by at first: on sentences that
 * the rules were written with (`seen`), on others (`held_out`), and on the traps among the latter. With `REAL_DATA_DIR`, also on causes
 * that others have written.
 */
const bench: Benchmark = async ({ report, progress }) => {
  const ours = finder(SERVICES);
  const sets = {
    ...SETS,
    'held_out/traps': SETS.held_out.filter(({ trap }) => trap),
  };
  for (const [name, sentences] of Object.entries(sets)) {
    progress(`${name}: ${sentences.length} sentences`);
    const score = scoreOf(sentences, ours);
    const baseline = scoreOf(sentences, baselineThemesOf);
    for (const figure of ['precision', 'recall', 'f1', 'exact'] as const) {
      report({
        figure: `${name}/${figure}`,
        value: score[figure],
        unit: 'share',
        baseline: baseline[figure],
      });
    }
  }
  if (process.env.THEMES_SHOW) {
    for (const { text, themes } of SETS.seen) {
      const found = ours(text);
      if (found.join() !== themes.join()) {
        progress(`[${found}] instead of [${themes}]: ${text}`);
      }
    }
  }

  const started = performance.now();
  let read = 0;
  while (performance.now() - started < 1000) {
    ours(SETS.seen[read % SETS.seen.length].text);
    read += 1;
  }
  report({
    figure: 'sentences_per_second',
    value: read / ((performance.now() - started) / 1000),
    unit: 'sentences/s',
  });
  realCauses({ report, progress });
};

function realCauses({ report, progress }: Parameters<Benchmark>[0]): void {
  const root = process.env.REAL_DATA_DIR;
  if (!root) {
    progress('REAL_DATA_DIR is not set: causes by others are left out');
    return;
  }
  const suites: [string, string, (directory: string) => RealCause[]][] = [
    ['opensre', join(root, 'opensre-synthetic/eks'), readOpensreCauses],
    [
      'holmesgpt',
      join(root, 'holmesgpt-fixtures/test_ask_holmes'),
      readHolmesCauses,
    ],
  ];
  // The one service that opensre's cases are about
  const ours = finder(['payments-api']);
  for (const [suite, directory, read] of suites) {
    if (!existsSync(directory)) {
      progress(`${suite} is not in REAL_DATA_DIR`);
      continue;
    }
    const causes = read(directory);
    const known = causes.filter(({ themes }) => themes.length > 0);
    progress(
      `${suite}: ${known.length} causes of a known category, ${
        causes.length - known.length
      } where all was well`,
    );
    report({
      figure: `real/${suite}/agreement`,
      value: shareOf(known, cause => agrees(cause, ours)),
      unit: 'share of causes whose category is among the themes',
      baseline: shareOf(known, cause => agrees(cause, baselineThemesOf)),
    });
    const excluding = known.filter(({ not }) => not.length > 0);
    if (excluding.length > 0) {
      report({
        figure: `real/${suite}/excluded`,
        value: shareOf(excluding, cause => errs(cause, ours)),
        unit: 'share of causes with a theme that the case excludes',
        baseline: shareOf(excluding, cause => errs(cause, baselineThemesOf)),
      });
    }
    if (process.env.THEMES_SHOW) {
      for (const { name, text, themes } of known) {
        progress(`${suite} ${name}: [${ours(text)}], its category [${themes}]`);
      }
    }
  }
  const published = readPublishedCauses(root).map(cause => ({
    ...cause,
    optional: [],
  }));
  progress(`published: ${published.length} postmortems`);
  if (published.length === 0) return;
  const score = scoreOf(published, ours);
  const baseline = scoreOf(published, baselineThemesOf);
  for (const figure of ['precision', 'recall', 'f1'] as const) {
    report({
      figure: `real/published/${figure}`,
      value: score[figure],
      unit: 'share',
      baseline: baseline[figure],
    });
  }
}

const agrees = ({ text, themes }: RealCause, find: Finder) =>
  themes.every(theme => find(text).includes(theme));

const errs = ({ text, not }: RealCause, find: Finder) =>
  not.some(theme => find(text).includes(theme));

function shareOf<T>(all: readonly T[], holds: (one: T) => boolean): number {
  return all.filter(holds).length / Math.max(all.length, 1);
}

export default bench;
