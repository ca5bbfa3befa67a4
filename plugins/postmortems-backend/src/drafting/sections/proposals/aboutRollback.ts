import {
  RECORD_EVIDENCE_ID,
  type DeploymentPayload,
  type EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { instantOf, lengthOf, serviceName } from '../../../verification';
import { changeStatements } from '../../facts/describeKnown';
import { cite, claimOf, recordSource, stated } from '../../write/sentence';
import type { SectionContext } from '../context';
import { partOfIncident, titled, type Proposal } from './proposal';

/** A mitigation that takes longer after detection is worth a rehearsal, in milliseconds. */
const SLOW_MITIGATION_MS = 15 * 60 * 1000;

/** A version of software, not a value of a setting. */
const RELEASE = /\d\.\d|^[a-f\d]{7,}$/;

type Rollback = {
  at: string;
  node: EvidenceNode;
  payload: DeploymentPayload;
  service: string;
};

/** A check for the version that had to be taken back. */
export function aboutBadRelease(context: SectionContext): Proposal[] {
  const rollback = rollbackOf(context);
  const version = rollback?.payload.previousVersion ?? '';
  if (!rollback || !RELEASE.test(version)) return [];
  const { proposal } = context.messages;
  const { service } = rollback;
  return [
    {
      title: titled(proposal.addReleaseCheck({ service, version })),
      endState: proposal.checkRejects({ service, version }),
      type: 'prevent',
      priority: 'high',
      why: claimOf(
        'action_item',
        'bad release',
        rolledBack(rollback, context),
        context,
      ),
    },
  ];
}

/** A rehearsal, when it took long to get to the rollback. */
export function aboutSlowRollback(context: SectionContext): Proposal[] {
  const rollback = rollbackOf(context);
  const lengthOfPart = (part: 'detection' | 'mitigation') =>
    context.durations.find(({ what }) => what === part)?.milliseconds ?? 0;
  const took = lengthOfPart('mitigation') - lengthOfPart('detection');
  if (!rollback || took <= SLOW_MITIGATION_MS) return [];
  const { service } = rollback;
  const { proposal } = context.messages;
  return [
    {
      title: titled(proposal.rehearseRollback({ service })),
      endState: proposal.rollbackIsRehearsed({ service }),
      type: 'mitigate',
      priority: 'medium',
      why: claimOf(
        'action_item',
        'mitigation',
        partOfIncident('mitigation', context),
        context,
      ),
    },
  ];
}

/** The rollback after which the impact ended, if it took back a possible cause against which nothing speaks. */
function rollbackOf({ signs, causes }: SectionContext): Rollback | undefined {
  const { mitigated } = signs;
  if (mitigated?.payload.kind !== 'rollback') return undefined;
  const { at, node, payload } = mitigated;
  const hasHelped = causes.some(
    ({ assertion: { ties, against } }) =>
      against.length === 0 &&
      ties.some(
        ({ type, evidence }) =>
          type === 'undone_then_recovered' && evidence.includes(node.id),
      ),
  );
  const service = serviceName(node.metadata.service);
  return hasHelped ? { at, node, payload, service } : undefined;
}

/** How long after the start the rollback was. */
function rolledBack(
  { at, node, payload }: Rollback,
  { incident, seal, precision, style }: SectionContext,
) {
  const instant = instantOf(at, precision, style.timeZone);
  return [
    stated(
      {
        type: 'gap',
        from: { evidence: RECORD_EVIDENCE_ID, pointer: '/startedAt' },
        to: { evidence: node.id },
        quantity: lengthOf(Date.parse(at) - Date.parse(incident.startedAt)),
      },
      cite(recordSource(seal), '/startedAt'),
    ),
    ...changeStatements(node, payload, instant).slice(0, 1),
  ];
}
