import type {
  AssertionOf,
  ClaimKind,
  DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { countSteps } from '../../traces';
import { cite, claimOf, sealSource, stated } from '../write/sentence';
import type { SectionContext } from './context';

/** That the investigation says nothing of something, told apart from that there was no investigation. */
export function absence(
  kind: ClaimKind,
  key: string,
  context: SectionContext,
  what: AssertionOf<'missingEvidence'>['what'],
): DraftClaim {
  const { seal } = context;
  const steps = countSteps(seal.manifest);
  return claimOf(
    kind,
    key,
    [
      stated(
        {
          type: 'missingEvidence',
          what,
          count: steps,
        },
        cite(
          sealSource(seal),
          steps > 0 ? '/byKind/step' : '/bySourceType/agent_trace',
        ),
      ),
    ],
    context,
  );
}
