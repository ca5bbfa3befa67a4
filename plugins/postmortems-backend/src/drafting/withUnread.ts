import type { DraftSection } from '@postmortems/backstage-plugin-postmortems-node';
import type { SectionContext } from './sections/context';
import { block } from './write/blocks';
import { cite, claimOf, sealSource, stated } from './write/sentence';

/** Says under "Not checked" how much evidence is left out of the draft, if any is. */
export function withUnread(
  sections: DraftSection[],
  unread: { size: number } | undefined,
  context: SectionContext,
): DraftSection[] {
  if (!unread) return sections;
  const claim = claimOf(
    'not_checked',
    'unread',
    [
      stated(
        { type: 'missingEvidence', what: 'unread', count: unread.size },
        cite(sealSource(context.seal), '/nodes'),
      ),
    ],
    context,
  );
  return sections.map(section =>
    section.id === 'notChecked'
      ? { ...section, blocks: [block('item', [claim]), ...section.blocks] }
      : section,
  );
}
