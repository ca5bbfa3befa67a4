import type {
  ClaimKind,
  DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { absence } from './absence';
import type { SectionContext } from './context';

/** `unconfirmed`: the investigation names a cause, but the evidence does not bear it out. */
export type CauseStanding = 'undetermined' | 'unconfirmed';

/** That nobody knows the cause, and why this document does not name one. */
export function noCause(
  kind: ClaimKind,
  context: SectionContext,
  standing: CauseStanding = 'undetermined',
): DraftClaim {
  return absence(kind, standing, context, {
    ofInvestigation: `leaves the cause ${standing}`,
    without: 'the cause is undetermined',
  });
}
