import {
  DUE_AFTER_DAYS,
  DUE_SEVERITIES,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ClusteredSample, Figures } from '../../platform/database/types';
import { sumOf, type Numbers } from './columns/Numbers';
import type { FactsTable } from './FactsTable';
import { countItems } from './items';

const DAY_MS = 24 * 60 * 60 * 1000;

type Totals = Omit<
  Figures,
  'isComplete' | 'durations' | 'owners' | 'themes' | 'repeats'
>;

/** Whether an incident's postmortem should be published by now. */
export function isDue(
  facts: FactsTable,
  now: string,
): (row: number) => boolean {
  const before = Date.parse(now) - DUE_AFTER_DAYS * DAY_MS;
  const ofSeverity = facts.severity.isAnyOf(DUE_SEVERITIES);
  return row => ofSeverity(row) && facts.resolvedTime.at(row) <= before;
}

/** Counts and sums over incidents. */
export function totalsOf(
  facts: FactsTable,
  rows: readonly number[],
  now: string,
): Totals {
  const { claims, verdicts, published, items } = facts;
  const { supported } = verdicts;
  const due = rows.filter(isDue(facts, now));
  return {
    incidents: rows.length,
    postmortems: sumOf(facts.hasPostmortem, rows),
    due: due.length,
    completed: sumOf(published, due),
    draftedBeforeEnd: negativesOf(facts.minutesToDraft, rows),
    reviewedBeforeEnd: negativesOf(facts.minutesToReview, rows),
    verdicts: {
      supported: sumOf(supported, rows),
      partial: sumOf(verdicts.partial, rows),
      unsupported: sumOf(verdicts.unsupported, rows),
      contradicted: sumOf(verdicts.contradicted, rows),
      attested: sumOf(verdicts.attested, rows),
    },
    coverage: sampleOf(rows, supported, row => claims.at(row)),
    allSupported: rows.filter(
      row => claims.at(row) > 0 && claims.at(row) === supported.at(row),
    ).length,
    items: countItems(facts, rows),
    closure: sampleOf(
      rows,
      items.counts.closed,
      row => items.counts.closed.at(row) + items.counts.open.at(row),
    ),
  };
}

function negativesOf(column: Numbers, rows: readonly number[]): number {
  let negatives = 0;
  for (let index = 0; index < rows.length; index++) {
    negatives += Number(column.at(rows[index]) < 0);
  }
  return negatives;
}

/** @param countOf - how many things an incident has, of which some are hits */
function sampleOf(
  rows: readonly number[],
  hitsOf: Numbers,
  countOf: (row: number) => number,
): ClusteredSample {
  const sample = {
    hits: 0,
    of: 0,
    incidents: 0,
    sumHitsHits: 0,
    sumHitsOf: 0,
    sumOfOf: 0,
  };
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    const hits = hitsOf.at(row);
    const of = countOf(row);
    sample.hits += hits;
    sample.of += of;
    sample.incidents += Number(of > 0);
    sample.sumHitsHits += hits * hits;
    sample.sumHitsOf += hits * of;
    sample.sumOfOf += of * of;
  }
  return sample;
}
