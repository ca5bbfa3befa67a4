import { RECORD_EVIDENCE_ID } from '@postmortems/backstage-plugin-postmortems-common';
import { timeText } from '../render/reasons';
import { checkInstant } from './events';
import { firstFailing, holdsBy, spanAt, unsupported } from './result';
import type { Evaluator } from './types';

/** A time of the incident's record. */
export const evaluateMilestone: Evaluator<'milestone'> = (
  { event, at },
  facts,
) => {
  if (facts.isChanged(RECORD_EVIDENCE_ID)) {
    return unsupported('The record of the incident is not what was sealed');
  }
  const pointer = `/${event}At`;
  const time = facts.timeOf({ evidence: RECORD_EVIDENCE_ID, pointer });
  if (time === undefined) {
    return unsupported(`The record has no time at which it was ${event}`);
  }
  return (
    firstFailing(checkInstant(at, time)) ??
    holdsBy(
      `The incident ${event === 'started' ? '' : 'was '}${event} at ${timeText(
        time,
      )}`,
      ...spanAt(facts, RECORD_EVIDENCE_ID, pointer),
    )
  );
};
