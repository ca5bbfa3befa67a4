import {
  DUE_AFTER_DAYS,
  DUE_SEVERITIES,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ClusteredSample, Figures } from '../types';
import { NO_ITEMS } from './items';
import type { KnownIncident } from './KnownIncident';

const DAY_MS = 24 * 60 * 60 * 1000;
const DUE: ReadonlySet<string> = new Set(DUE_SEVERITIES);

type Totals = Omit<Figures, 'durations' | 'owners' | 'themes' | 'repeats'>;

/** Incidents whose postmortem should be published by now. */
export function isDue(now: string): (incident: KnownIncident) => boolean {
  const before = Date.parse(now) - DUE_AFTER_DAYS * DAY_MS;
  return ({ severity, resolvedTime }) =>
    DUE.has(severity) && resolvedTime <= before;
}

/** How many sentences of the incident's document are counted. */
export function claimsOf({ verdicts }: KnownIncident): number {
  return (
    verdicts.supported +
    verdicts.partial +
    verdicts.unsupported +
    verdicts.contradicted +
    verdicts.attested
  );
}

/** Counts and sums over incidents. */
export function totalsOf(
  incidents: readonly KnownIncident[],
  now: string,
): Totals {
  const due = isDue(now);
  const totals: Totals = {
    incidents: incidents.length,
    retrospectives: 0,
    due: 0,
    completed: 0,
    draftedBeforeEnd: 0,
    reviewedBeforeEnd: 0,
    verdicts: {
      supported: 0,
      partial: 0,
      unsupported: 0,
      contradicted: 0,
      attested: 0,
    },
    coverage: emptySample(),
    allSupported: 0,
    items: { ...NO_ITEMS },
    closure: emptySample(),
  };
  for (const incident of incidents) {
    totals.retrospectives += Number(incident.hasRetrospective);
    if (due(incident)) {
      totals.due += 1;
      totals.completed += Number(incident.published);
    }
    totals.draftedBeforeEnd += Number(isBefore(incident.minutesToDraft));
    totals.reviewedBeforeEnd += Number(isBefore(incident.minutesToReview));
    const { verdicts, items } = incident;
    totals.verdicts.supported += verdicts.supported;
    totals.verdicts.partial += verdicts.partial;
    totals.verdicts.unsupported += verdicts.unsupported;
    totals.verdicts.contradicted += verdicts.contradicted;
    totals.verdicts.attested += verdicts.attested;
    const claims = claimsOf(incident);
    addToSample(totals.coverage, verdicts.supported, claims);
    if (claims > 0 && claims === verdicts.supported) totals.allSupported += 1;
    let open = 0;
    let closed = 0;
    for (const { status } of items) {
      totals.items[status] += 1;
      open += Number(status === 'open');
      closed += Number(status === 'closed');
    }
    addToSample(totals.closure, closed, open + closed);
  }
  return totals;
}

function isBefore(minutes: number | null): boolean {
  return minutes !== null && minutes < 0;
}

function emptySample(): ClusteredSample {
  return {
    hits: 0,
    of: 0,
    incidents: 0,
    sumHitsHits: 0,
    sumHitsOf: 0,
    sumOfOf: 0,
  };
}

/** An incident, with how many things it has and how many of these are hits. */
function addToSample(sample: ClusteredSample, hits: number, of: number): void {
  sample.hits += hits;
  sample.of += of;
  sample.incidents += Number(of > 0);
  sample.sumHitsHits += hits * hits;
  sample.sumHitsOf += hits * of;
  sample.sumOfOf += of * of;
}
