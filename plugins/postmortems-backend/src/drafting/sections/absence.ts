import type {
  ClaimKind,
  DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { cite, sealSource, sentence, silently } from '../write/sentence';
import type { SectionContext } from './context';

/**
 * That the investigation says nothing of something, told apart from that there was no investigation.
 *
 * @param words - e.g. `leaves the cause undetermined`, for an investigation that did; and what follows when there was none
 */
export function absence(
  kind: ClaimKind,
  key: string,
  { seal }: SectionContext,
  words: { ofInvestigation: string; without: string },
): DraftClaim {
  const records = seal.manifest.bySourceType.agent_trace;
  const pointer = '/bySourceType/agent_trace';
  return records === 0
    ? sentence(
        kind,
        key,
        `No investigation was recorded: ${words.without}.`,
        silently(cite(sealSource(seal), pointer, '')),
      )
    : sentence(
        kind,
        key,
        'The investigation (',
        cite(sealSource(seal), pointer, records.toLocaleString('en-US')),
        ` ${records === 1 ? 'step' : 'steps'}) ${words.ofInvestigation}.`,
      );
}
