import type { Verdict } from '@postmortems/backstage-plugin-postmortems-common';
import { join } from 'node:path';
import { ClaimVerifier } from '../plugins/postmortems-backend/src/verification';
import type { Benchmark } from './support/figures';
import { areaUnderCurve, wilson } from './support/statistics';
import {
  readLabelledSet,
  type LabelledClaim,
  type LabelledSet,
} from './support/verifier/labelledClaims';
import { judgeReadings } from './support/verifier/readings';
import { measureRendered } from './support/verifier/renderedClaims';

/** `unseen` was written and labelled before the verifier met it, and changes nothing in it. */
const SETS: Record<string, string | undefined> = {
  seen: join(__dirname, 'support/verifier/seen'),
  seen_later: join(__dirname, 'support/verifier/seen_later'),
  unseen: join(__dirname, 'support/verifier/unseen'),
  given: process.env.REAL_DATA_DIR && join(process.env.REAL_DATA_DIR, 'claims'),
};

/** How high a verdict ranks a sentence, for the area under the curve. */
const SCORE: Record<Verdict, number> = {
  attested: 3,
  supported: 3,
  unverified: 2,
  unsupported: 1,
  contradicted: 0,
};

type Judged = { claim: LabelledClaim; verdict: Verdict };

/**
 * Sentences of people who have not read the verifier, half of them false, all with
 * verbatim quotes: what becomes of the true and of the false ones. Then sentences
 * of the renderer, before and after their evidence is changed.
 */
const bench: Benchmark = async reporter => {
  const { report, progress } = reporter;
  for (const [name, folder] of Object.entries(SETS)) {
    const set = folder ? readLabelledSet(folder) : undefined;
    if (set && folder) measure(name, set, folder);
    else progress(`${name}: there are no such sentences here`);
  }
  await measureRendered(reporter);

  function measure(name: string, set: LabelledSet, folder: string) {
    const verifier = new ClaimVerifier();
    const started = performance.now();
    const judged = set.claims.map(
      (claim): Judged => ({
        claim,
        verdict: verifier.verify(claim, set.facts.get(claim.incident)!).verdict,
      }),
    );
    const seconds = (performance.now() - started) / 1000;
    const trueOnes = judged.filter(({ claim }) => claim.true);
    const falseOnes = judged.filter(({ claim }) => !claim.true);
    const isAlarm = ({ verdict }: Judged) =>
      verdict === 'contradicted' || verdict === 'unsupported';
    const isSupported = ({ verdict }: Judged) => verdict === 'supported';
    rate(`${name}/false_supported`, falseOnes, isSupported);
    rate(`${name}/true_alarmed`, trueOnes, isAlarm);
    rate(`${name}/true_supported`, trueOnes, isSupported);
    rate(`${name}/false_caught`, falseOnes, isAlarm);
    const curve = (score: (one: Judged) => number) =>
      areaUnderCurve(trueOnes.map(score), falseOnes.map(score));
    report({
      figure: `${name}/auc`,
      value: curve(({ verdict }) => SCORE[verdict]),
      unit: 'auc',
    });
    for (const [baseline, score] of Object.entries(BASELINES)) {
      report({
        figure: `${name}/auc/baseline_${baseline}`,
        value: curve(({ claim }) => score(claim)),
        unit: 'auc',
      });
    }
    report({
      figure: `${name}/claims_per_second`,
      value: judged.length / seconds,
      unit: 'claims/s',
    });
    measureReadings(set, folder);
    if (process.env.VERIFIER_SHOW?.split(',').includes(name)) {
      for (const { claim, verdict } of judged) {
        const wrong = claim.true ? isAlarm : isSupported;
        if (wrong({ claim, verdict })) {
          progress(`${name} ${claim.true} but ${verdict}: ${claim.text}`);
        }
      }
    }
  }

  /** What readings by people add, apart from what the grammar reads alone. */
  function measureReadings(set: LabelledSet, folder: string) {
    const all = judgeReadings(folder, set, new ClaimVerifier());
    for (const label of [true, false]) {
      const ones = all.filter(({ claim }) => claim.true === label);
      if (ones.length === 0) continue;
      const share = (hits: number) => hits / ones.length;
      const supported = ones.filter(one => one.supported).length;
      const alone = ones.filter(one => one.alone).length;
      progress(
        `readings/${label}_supported: ${supported} of ${ones.length}, ${alone} by the grammar alone`,
      );
      report({
        figure: `readings/${label}_supported`,
        value: share(supported),
        unit: 'share',
      });
      report({
        figure: `readings/${label}_supported/by_grammar_alone`,
        value: share(alone),
        unit: 'share',
      });
      if (process.env.VERIFIER_SHOW?.includes('readings')) {
        for (const { claim } of ones.filter(one => one.supported !== label)) {
          progress(`readings ${label}: ${claim.text}`);
        }
      }
    }
  }

  function rate(
    figure: string,
    of: readonly Judged[],
    is: (one: Judged) => boolean,
  ) {
    const hits = of.filter(is).length;
    const [low, high] = wilson(hits, of.length);
    progress(
      `${figure}: ${hits} of ${of.length} (95 % interval ${percent(
        low,
      )} to ${percent(high)})`,
    );
    report({ figure, value: hits / of.length, unit: 'share' });
    report({ figure: `${figure}/ci95_low`, value: low, unit: 'share' });
    report({ figure: `${figure}/ci95_high`, value: high, unit: 'share' });
  }
};

export default bench;

/** What a sentence scores without any verification. */
const BASELINES: Record<string, (claim: LabelledClaim) => number> = {
  length: ({ text }) => text.length,
  spans: ({ spans }) => spans.length,
  words_in_quotes: claim => shareInQuotes(claim, /\p{L}{3,}/gu),
  numbers_in_quotes: claim => shareInQuotes(claim, /\d+(?:\.\d+)?/g),
};

function shareInQuotes({ text, spans }: LabelledClaim, pattern: RegExp) {
  const quotes = spans.map(({ quote }) => quote.toLowerCase()).join(' ');
  const found = text.toLowerCase().match(pattern) ?? [];
  return found.length === 0
    ? 0
    : found.filter(word => quotes.includes(word)).length / found.length;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
