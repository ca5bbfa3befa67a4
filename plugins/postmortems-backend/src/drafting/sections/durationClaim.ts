import type {
  ClaimKind,
  DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { lengthOf } from '../../verification';
import type { DurationFact } from '../facts/types';
import { cite, claimOf, stated, type Stated } from '../write/sentence';
import type { SectionContext } from './context';

/** How long the incident, its detection or its mitigation took. */
export function durationClaim(
  kind: ClaimKind,
  key: string,
  fact: DurationFact,
  context: SectionContext,
): DraftClaim {
  return claimOf(kind, key, [durationStatement(fact)], context);
}

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
