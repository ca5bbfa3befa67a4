import {
  RECORD_EVIDENCE_ID,
  type AssertionOf,
  type EventRef,
} from '@postmortems/backstage-plugin-postmortems-common';
import { evaluateGap } from './gap';
import { unsupported } from './result';
import type { Evaluator } from './types';

const RECORD_ENDS = {
  incident: '/resolvedAt',
  detection: '/detectedAt',
  mitigation: '/mitigatedAt',
} as const;

/** How long the incident, its detection, its mitigation or an alert lasted. */
export const evaluateDuration: Evaluator<'duration'> = (assertion, facts) => {
  const ends = endsOf(assertion);
  return ends
    ? evaluateGap({ type: 'gap', ...ends, quantity: assertion.quantity }, facts)
    : unsupported('It is not said which alert is meant');
};

/** The events between which it lasted. */
export function endsOf({
  of,
  evidence,
}: Pick<AssertionOf<'duration'>, 'of' | 'evidence'>):
  | { from: EventRef; to: EventRef }
  | undefined {
  if (of === 'alert') {
    return evidence === undefined
      ? undefined
      : {
          from: { evidence, pointer: '/startsAt' },
          to: { evidence, pointer: '/endsAt' },
        };
  }
  return {
    from: { evidence: RECORD_EVIDENCE_ID, pointer: '/startedAt' },
    to: { evidence: RECORD_EVIDENCE_ID, pointer: RECORD_ENDS[of] },
  };
}
