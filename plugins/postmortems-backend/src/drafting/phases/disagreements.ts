import {
  RECORD_EVIDENCE_ID,
  type AssertionOf,
  type DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { instantOf, lengthOf } from '../../verification';
import { alertStatements } from '../facts/alertEvents';
import { changeStatements, messageStatements } from '../facts/describeKnown';
import { lineStatement } from '../facts/logEvents';
import type { SectionContext } from '../sections/context';
import {
  cite,
  claimOf,
  recordSource,
  stated,
  type Stated,
} from '../write/sentence';
import type { Sign, Signs } from './findSigns';

/** Clocks, and the times that people write down, differ by this much, in milliseconds. */
const TOLERANCE_MS = 2 * 60_000;

type Milestone = AssertionOf<'milestone'>['event'];

/** Which sign stands against a recorded time, and on which side of it. */
const CHECKS: {
  event: Milestone;
  sign: keyof Signs;
  when: 'earlier' | 'later';
}[] = [
  { event: 'started', sign: 'impact', when: 'earlier' },
  { event: 'detected', sign: 'detected', when: 'earlier' },
  { event: 'mitigated', sign: 'mitigated', when: 'later' },
  { event: 'mitigated', sign: 'recovered', when: 'earlier' },
  { event: 'resolved', sign: 'recovered', when: 'later' },
];

const MISSING = [
  ['detected', 'detection_time'],
  ['mitigated', 'mitigation_time'],
] as const;

/**
 * Where the evidence disagrees with the times of the incident's record, or has one
 * that the record lacks. People correct the record; nothing changes by itself.
 */
export function disagreements(context: SectionContext): DraftClaim[] {
  const { incident } = context.seal;
  const found = CHECKS.flatMap(({ event, sign: name, when }) => {
    const sign = context.signs[name];
    const recorded = incident[`${event}At`];
    if (!sign || typeof recorded !== 'string') return [];
    const lead = Date.parse(recorded) - Date.parse(sign.at);
    return (when === 'earlier' ? lead : -lead) > TOLERANCE_MS
      ? [disagreement(event, sign, recorded, context)]
      : [];
  });
  const missing = MISSING.flatMap(([event, what]) => {
    const sign = context.signs[event];
    return sign && incident[`${event}At`] === undefined
      ? [noTime(what, sign, context)]
      : [];
  });
  return [...found, ...missing];
}

function disagreement(
  event: Milestone,
  sign: Sign,
  recorded: string,
  context: SectionContext,
): DraftClaim {
  const { seal, precision, style } = context;
  const pointer = `/${event}At`;
  const record = { evidence: RECORD_EVIDENCE_ID, pointer };
  const lead = Date.parse(recorded) - Date.parse(sign.at);
  const shown = { evidence: sign.node.id };
  return claimOf(
    'not_checked',
    `time ${event} ${sign.node.id}`,
    [
      stated(
        {
          type: 'milestone',
          event,
          at: instantOf(recorded, precision, style.timeZone),
        },
        cite(recordSource(seal), pointer),
      ),
      stated({
        type: 'gap',
        from: lead > 0 ? shown : record,
        to: lead > 0 ? record : shown,
        quantity: lengthOf(Math.abs(lead)),
      }),
      ...statementsOf(sign, context),
    ],
    context,
  );
}

function noTime(
  what: (typeof MISSING)[number][1],
  sign: Sign,
  context: SectionContext,
): DraftClaim {
  return claimOf(
    'not_checked',
    `time ${what}`,
    [stated({ type: 'missingEvidence', what }), ...statementsOf(sign, context)],
    context,
  );
}

/** What a sign says, without names of people, which stand in the timeline only. */
function statementsOf(
  { at: time, node, payload }: Sign,
  { precision, style: { timeZone } }: SectionContext,
): Stated[] {
  const at = instantOf(time, precision, timeZone);
  switch (payload.kind) {
    case 'alert':
      return alertStatements(node, payload, at);
    case 'log':
      return [lineStatement(node, payload, at)];
    case 'message': {
      const { author: _, ...nameless } = payload;
      return messageStatements(node, { ...nameless, author: {} }, at);
    }
    case 'deployment':
    case 'rollback':
    case 'config_change':
      return changeStatements(node, payload, at);
    default:
      return [];
  }
}
