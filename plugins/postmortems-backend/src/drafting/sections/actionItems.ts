import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { block } from '../write/blocks';
import { stableId } from '../write/stableId';
import type { SectionContext, SectionWriter } from './context';
import { aboutCause } from './proposals/aboutCause';
import { aboutDetection } from './proposals/aboutDetection';
import { aboutFactors } from './proposals/aboutFactors';
import { aboutSilence } from './proposals/aboutSilence';
import type { Proposal } from './proposals/proposal';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Proposals that follow from what the other sections state; people confirm, change or drop them. */
export const writeActionItems: SectionWriter = context =>
  [
    ...aboutCause(context),
    ...aboutFactors(context),
    ...aboutDetection(context),
    ...aboutSilence(context),
  ].map(proposal => proposed(proposal, context));

/** A proposal as a block, with the owner and the date that the template gives it. */
export function proposed(
  { why, ...proposal }: Proposal,
  { seal, template, ownerRef }: SectionContext,
): DraftBlock {
  const days = template.sections.actionItems.dueInDays[proposal.priority];
  return block('action_item', [why], {
    actionItem: {
      id: stableId('action', why.id),
      ...proposal,
      state: 'proposed',
      ...(ownerRef && { owner: ownerRef }),
      dueAt: new Date(Date.parse(seal.sealedAt) + days * DAY_MS).toISOString(),
      claimId: why.id,
    },
  });
}
