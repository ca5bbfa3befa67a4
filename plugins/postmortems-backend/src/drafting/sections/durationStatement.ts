import { lengthOf } from '../../verification';
import type { DurationFact } from '../facts/types';
import { cite, stated, type Stated } from '../write/sentence';

/** How long the incident, its detection or its mitigation took. */
export function durationStatement({
  what,
  milliseconds,
  from,
  to,
}: DurationFact): Stated {
  return stated(
    { type: 'duration', of: what, quantity: lengthOf(milliseconds) },
    cite(from.source, from.pointer),
    cite(to.source, to.pointer),
  );
}
