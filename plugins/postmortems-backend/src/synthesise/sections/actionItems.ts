import type {
  ActionItem,
  DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { block } from '../write/blocks';
import { serviceName } from '../write/names';
import {
  beginning,
  cite,
  recordSource,
  sentence,
  silently,
} from '../write/sentence';
import { stableId } from '../write/stableId';
import { duration } from '../write/times';
import { absence } from './absence';
import type { SectionContext, SectionWriter } from './context';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A detection that took longer is worth a better alert, in milliseconds. */
const SLOW_DETECTION_MS = 5 * 60 * 1000;
/** Characters of a title. */
const MAX_TITLE = 160;

type Proposal = Pick<ActionItem, 'title' | 'type' | 'priority' | 'endState'> & {
  why: DraftClaim;
};

/** Proposals that follow from what the other sections state; people confirm, change or drop them. */
export const writeActionItems: SectionWriter = context => {
  const proposals = [
    ...aboutCause(context),
    ...aboutFactors(context),
    ...aboutDetection(context),
    ...aboutSilence(context),
  ];
  return proposals.map(proposal => proposed(proposal, context));
};

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

function aboutCause(context: SectionContext): Proposal[] {
  const { cause, incident } = context;
  if (!cause) {
    return [
      {
        title: `Find the cause of ${incident.key}`,
        type: 'investigate',
        priority: 'high',
        endState: `A validated investigation of ${incident.key} names its cause, or says why none can be found.`,
        why: absence('action_item', 'cause', context, {
          ofInvestigation: 'leaves the cause undetermined',
          without: 'the cause is undetermined',
        }),
      },
    ];
  }
  return [
    {
      title: beginning(`Prevent a repetition: ${cause.text}`, MAX_TITLE),
      type: 'prevent',
      priority: 'high',
      endState: `A test or a guard shows that the cause of ${incident.key} no longer leads to an incident.`,
      why: follows('cause', cause),
    },
  ];
}

function aboutFactors({ factors, incident }: SectionContext): Proposal[] {
  return factors.map(factor => ({
    title: beginning(`Reduce a contributing factor: ${factor.text}`, MAX_TITLE),
    type: 'mitigate',
    priority: 'medium',
    endState: `What contributed to ${incident.key} is gone or is watched by an alert.`,
    why: follows(factor.id, factor),
  }));
}

function aboutDetection({ durations, incident }: SectionContext): Proposal[] {
  const slow = durations.find(
    ({ what, milliseconds }) =>
      what === 'detection' && milliseconds > SLOW_DETECTION_MS,
  );
  if (!slow) return [];
  const service = serviceName(incident.services[0]);
  return [
    {
      title: `Alert earlier on ${service}`,
      type: 'detect',
      priority: 'medium',
      endState: `A replay of ${incident.key} raises an alert within ${duration(
        SLOW_DETECTION_MS,
      )}.`,
      why: sentence(
        'action_item',
        'detection',
        `The incident was detected after ${duration(slow.milliseconds)}.`,
        silently(
          cite(slow.from.source, slow.from.pointer, ''),
          cite(slow.to.source, slow.to.pointer, ''),
        ),
      ),
    },
  ];
}

/** Affected services that nothing was heard of. */
function aboutSilence({
  incident,
  seal,
  evidence,
}: SectionContext): Proposal[] {
  const heard = new Set(
    evidence.map(({ metadata }) => serviceName(metadata.service)),
  );
  return incident.services.flatMap((ref, index): Proposal[] => {
    const service = serviceName(ref);
    if (heard.has(service)) return [];
    return [
      {
        title: `Collect telemetry of ${service}`,
        type: 'detect',
        priority: 'low',
        endState: `Metrics and alerts of ${service} are collected for an incident.`,
        why: sentence(
          'action_item',
          `silent ${ref}`,
          'No evidence names the affected service ',
          cite(recordSource(seal), `/services/${index}`, service),
          '.',
        ),
      },
    ];
  });
}

/** The same statement as the reason of a follow-up, with the same spans. */
function follows(key: string, claim: DraftClaim): DraftClaim {
  return {
    ...sentence('action_item', key, claim.text),
    spans: claim.spans,
  };
}
