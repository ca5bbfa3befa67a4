import {
  isUnlikelyCause,
  type CandidateCauseAssertion,
  type EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import {
  instantOf,
  quantityOf,
  serviceName,
  type CandidateCause,
} from '../../verification';
import { alertStatements, alertTimeOf } from '../facts/alertEvents';
import { changeStatements } from '../facts/describeKnown';
import type { KnownEvidence } from '../facts/knownEvidence';
import { pointsOf } from '../salience/points';
import { block } from '../write/blocks';
import { cite, claimOf, stated, type Stated } from '../write/sentence';
import type { SectionContext } from './context';

/** Causes that a document tells as unlikely. */
const MAX_UNLIKELY = 3;
/** What is undone shows within this time, if it was the cause. */
const SHOWS_MS = { from: 10 * 60_000, to: 60 * 60_000 };

/** The possible causes that the evidence speaks against, and nothing for. */
export function unlikelyCauses({
  causes,
}: Pick<SectionContext, 'causes'>): CandidateCause[] {
  return causes
    .filter(({ assertion }) => isUnlikelyCause(assertion))
    .slice(0, MAX_UNLIKELY);
}

/**
 * What the evidence rules out: that a change was undone and the incident went on, and
 * the change as a possible cause, which a person may decide about.
 */
export function unlikelyBlocks(context: SectionContext): DraftBlock[] {
  return unlikelyCauses(context).flatMap(({ key, assertion, spans }) => {
    const inVain = undoneInVain(assertion, context);
    return [
      ...(inVain.length > 0
        ? [
            block('item', [
              claimOf('ruled_out', `in vain ${key}`, inVain, context),
            ]),
          ]
        : []),
      block('paragraph', [
        claimOf('root_cause', key, [{ assertion, spans }], context),
      ]),
    ];
  });
}

function undoneInVain(
  { against, effect }: CandidateCauseAssertion,
  context: SectionContext,
): Stated[] {
  const found = against.find(
    ({ type }) => type === 'still_there_after_recovery',
  );
  const byId = (id: string | undefined) =>
    context.known.find(({ node }) => node.id === id);
  const [undo, seen] = (found?.evidence ?? []).map(byId);
  if (
    !effect ||
    !undo ||
    !seen ||
    (undo.payload?.kind !== 'deployment' &&
      undo.payload?.kind !== 'rollback' &&
      undo.payload?.kind !== 'config_change')
  ) {
    return [];
  }
  const { precision, style } = context;
  const { node } = undo;
  const [change] = changeStatements(
    node,
    undo.payload,
    instantOf(node.timestamp, precision, style.timeZone),
  );
  const shown = shownAfter(Date.parse(node.timestamp), seen, effect, context);
  return shown
    ? [
        stated({
          type: 'order',
          relation: 'before',
          first: { evidence: node.id },
          second: shown.event,
        }),
        change,
        shown.statement,
      ]
    : [];
}

type Shown = {
  event: { evidence: string; pointer?: string };
  statement: Stated;
};

/** What an alert or a metric showed after a change was undone. */
function shownAfter(
  undone: number,
  { node, payload }: KnownEvidence,
  effect: { pointer?: string },
  { precision, style }: SectionContext,
): Shown | undefined {
  const instant = (at: number) =>
    instantOf(new Date(at).toISOString(), precision, style.timeZone);
  if (payload?.kind === 'alert') {
    const at = Date.parse(alertTimeOf(node, payload));
    const pointer = payload.status === 'firing' ? '/startsAt' : '/endsAt';
    const [statement] = alertStatements(node, payload, instant(at));
    return { event: { evidence: node.id, pointer }, statement };
  }
  if (payload?.kind !== 'metric') return undefined;
  const points = pointsOf(payload);
  const start = Number(effect.pointer?.split('/')[2]);
  const level = points.find(({ index }) => index === start - 1);
  const later = points.filter(
    ({ at }) => at >= undone + SHOWS_MS.from && at <= undone + SHOWS_MS.to,
  );
  const [point] = level
    ? later.sort(
        (a, b) =>
          Math.abs(b.value - level.value) - Math.abs(a.value - level.value),
      )
    : [];
  return point && { event: eventOf(node, point.index), statement: valueOf() };

  function valueOf(): Stated {
    const { index, at, value } = point;
    const { metric, unit } = payload as { metric: string; unit?: string };
    return stated(
      {
        type: 'value',
        series: {
          evidence: node.id,
          metric,
          service: serviceName(node.metadata.service),
        },
        quantity: quantityOf(value, unit),
        extent: 'point',
        at: instant(at),
      },
      cite(node, '/metric'),
      cite(node, `/points/${index}/1`),
      cite(node, `/points/${index}/0`),
    );
  }
}

function eventOf({ id }: EvidenceNode, index: number) {
  return { evidence: id, pointer: `/points/${index}/0` };
}
