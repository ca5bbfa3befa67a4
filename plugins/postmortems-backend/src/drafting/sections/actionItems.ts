import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { block } from '../write/blocks';
import { stableId } from '../write/stableId';
import type { SectionContext, SectionWriter } from './context';
import { aboutCertificates } from './proposals/aboutCertificates';
import { aboutDetection } from './proposals/aboutDetection';
import { aboutFailedSteps } from './proposals/aboutFailedSteps';
import { aboutMissing } from './proposals/aboutMissing';
import { aboutPromises } from './proposals/aboutPromises';
import { aboutBadRelease, aboutSlowRollback } from './proposals/aboutRollback';
import type { Proposal } from './proposals/proposal';

const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_PROPOSALS = 4;

/** Proposals for which something in the evidence speaks; none where nothing does. People confirm, change or drop them. */
export const writeActionItems: SectionWriter = context =>
  [
    ...aboutBadRelease(context),
    ...aboutCertificates(context),
    ...aboutDetection(context),
    ...aboutPromises(context),
    ...aboutMissing(context),
    ...aboutSlowRollback(context),
    ...aboutFailedSteps(context),
  ]
    .slice(0, MAX_PROPOSALS)
    .map(proposal => proposed(proposal, context));

/** A proposal as a block, with the owner and the date that the template gives it. */
function proposed(
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
