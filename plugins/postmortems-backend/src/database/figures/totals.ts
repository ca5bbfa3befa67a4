import {
  DUE_AFTER_DAYS,
  DUE_SEVERITIES,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ClusteredSample, Figures } from '../types';
import { CLOSED, OPEN } from './columns/Items';
import type { FactsTable } from './FactsTable';
import { countItems } from './items';

const DAY_MS = 24 * 60 * 60 * 1000;

type Totals = Omit<Figures, 'durations' | 'owners' | 'themes' | 'repeats'>;

/** Whether an incident's postmortem should be published by now. */
export function isDue(
  facts: FactsTable,
  now: string,
): (row: number) => boolean {
  const before = Date.parse(now) - DUE_AFTER_DAYS * DAY_MS;
  const ofSeverity = facts.severity.isAnyOf(DUE_SEVERITIES);
  return row => ofSeverity(row) && facts.resolvedTime.at(row) <= before;
}

/** How many sentences of an incident's document are counted. */
export function claimsOf({ verdicts }: FactsTable, row: number): number {
  return (
    verdicts.supported.at(row) +
    verdicts.partial.at(row) +
    verdicts.unsupported.at(row) +
    verdicts.contradicted.at(row) +
    verdicts.attested.at(row)
  );
}

/** Counts and sums over incidents. */
export function totalsOf(
  facts: FactsTable,
  rows: readonly number[],
  now: string,
): Totals {
  const sum = (of: (row: number) => number | boolean) => {
    let total = 0;
    for (const row of rows) total += Number(of(row));
    return total;
  };
  const { verdicts, minutesToDraft, minutesToReview, published } = facts;
  const { supported } = verdicts;
  const due = isDue(facts, now);
  return {
    incidents: rows.length,
    retrospectives: sum(row => facts.hasRetrospective.at(row)),
    due: sum(due),
    completed: sum(row => due(row) && published.at(row) === 1),
    draftedBeforeEnd: sum(row => minutesToDraft.at(row) < 0),
    reviewedBeforeEnd: sum(row => minutesToReview.at(row) < 0),
    verdicts: {
      supported: sum(row => supported.at(row)),
      partial: sum(row => verdicts.partial.at(row)),
      unsupported: sum(row => verdicts.unsupported.at(row)),
      contradicted: sum(row => verdicts.contradicted.at(row)),
      attested: sum(row => verdicts.attested.at(row)),
    },
    coverage: sampleOf(
      rows,
      row => supported.at(row),
      row => claimsOf(facts, row),
    ),
    allSupported: sum(row => {
      const claims = claimsOf(facts, row);
      return claims > 0 && claims === supported.at(row);
    }),
    items: countItems(facts, rows),
    closure: sampleOf(
      rows,
      row => facts.items.countOf(row, CLOSED),
      row => facts.items.countOf(row, CLOSED) + facts.items.countOf(row, OPEN),
    ),
  };
}

/** @param hitsOf - how many of the things that an incident has are hits */
function sampleOf(
  rows: readonly number[],
  hitsOf: (row: number) => number,
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
  for (const row of rows) {
    const hits = hitsOf(row);
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
