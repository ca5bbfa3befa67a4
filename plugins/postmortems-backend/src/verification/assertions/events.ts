import {
  RECORD_EVIDENCE_ID,
  type EventRef,
  type EvidenceSpan,
  type Instant,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isAt } from '../compare';
import type { SealedFacts } from '../SealedFacts';
import { timeText } from '../render/reasons';
import { contradictedBy, spanAt, unsupported } from './result';
import type { Evaluation } from './types';

/** When an event happened, or why that is not known. */
export function eventTime(
  event: EventRef,
  facts: SealedFacts,
): { at: number; spans: EvidenceSpan[] } | Evaluation {
  if (facts.isChanged(event.evidence)) {
    return unsupported(`The evidence ${event.evidence} is not what was sealed`);
  }
  const at = facts.timeOf(event);
  if (at === undefined) {
    return unsupported(
      `The evidence does not say when ${describe(event)} happened`,
    );
  }
  return {
    at,
    spans: event.pointer ? spanAt(facts, event.evidence, event.pointer) : [],
  };
}

function describe({ evidence, pointer }: EventRef): string {
  return evidence === RECORD_EVIDENCE_ID
    ? `${pointer?.slice(1) ?? 'this'} of the incident`
    : evidence;
}

/** A finding when something did not happen at the stated moment. */
export function checkInstant(
  instant: Instant | undefined,
  at: number | undefined,
): Evaluation[] {
  if (!instant) return [];
  if (at === undefined)
    return [unsupported('The evidence gives no time for it')];
  return isAt(instant, at)
    ? []
    : [contradictedBy(`It happened at ${timeText(at)}`)];
}
