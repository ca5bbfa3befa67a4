import {
  isoTimeSchema,
  type AlertPayload,
  type EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { lengthOf } from '../../verification';
import {
  alertStatements as statementsOf,
  alertTimeOf,
} from '../facts/alertEvents';
import type { SectionContext } from '../sections/context';
import { cite, stated, type Stated } from '../write/sentence';
import { instantIn } from './instantIn';

/** That an alert fired and ended, its severity, and how long it lasted. */
export function alertStatements(
  { node, payload }: { node: EvidenceNode; payload: AlertPayload },
  context: SectionContext,
): Stated[][] {
  const instant = instantIn(context);
  const all = statementsOf(node, payload, instant(alertTimeOf(node, payload)));
  const [{ assertion, spans }] = all;
  if (assertion.type !== 'alert') return [];
  const [startsAt, endsAt] = [payload.startsAt, payload.endsAt].map(
    time => isoTimeSchema.safeParse(time).data,
  );
  const fired = startsAt
    ? stated(
        { ...assertion, event: 'fired', at: instant(startsAt) },
        spans,
        cite(node, '/startsAt'),
      )
    : undefined;
  const ended =
    startsAt && endsAt && endsAt > startsAt
      ? stated(
          { ...assertion, event: 'ended', at: instant(endsAt) },
          spans,
          cite(node, '/endsAt'),
        )
      : undefined;
  const { severity } = payload;
  return [
    [{ assertion, spans }],
    all,
    ...(fired ? [[fired]] : []),
    ...(ended ? [[ended]] : []),
    ...(severity
      ? [[stated({ ...assertion, severity }, spans, cite(node, '/severity'))]]
      : []),
    ...(fired && ended && startsAt && endsAt
      ? [
          [
            fired,
            stated(
              {
                type: 'duration',
                of: 'alert',
                evidence: node.id,
                quantity: lengthOf(Date.parse(endsAt) - Date.parse(startsAt)),
              },
              ended.spans,
            ),
          ],
        ]
      : []),
  ];
}
