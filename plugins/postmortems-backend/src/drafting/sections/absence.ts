import type {
  AssertionOf,
  ClaimKind,
  DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
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
  return claimOf(
    kind,
    key,
    [
      stated(
        {
          type: 'missingEvidence',
          what,
          count: seal.manifest.bySourceType.agent_trace,
        },
        cite(sealSource(seal), '/bySourceType/agent_trace'),
      ),
    ],
    context,
  );
}
