import { instantOf, serviceName } from '../../verification';
import { changeStatements } from '../facts/describeKnown';
import type { Sign } from '../phases/findSigns';
import { cite, recordSource, stated, type Stated } from '../write/sentence';
import type { SectionContext } from './context';
import { durationStatement } from './durationStatement';

/** What ends an incident does so within this time, in milliseconds. */
const BEFORE_END_MS = 15 * 60_000;
/** A change this long after the recorded end did not bring it about, in milliseconds. */
const AFTER_END_MS = 2 * 60_000;

/** How the incident ended: by which change, and when it was mitigated or resolved. */
export function ending(context: SectionContext): Stated[] {
  const { incident, seal, durations, precision, style } = context;
  const { mitigatedAt, resolvedAt } = incident;
  const at = mitigatedAt ?? resolvedAt;
  if (!at) return [];
  const event = mitigatedAt ? 'mitigated' : 'resolved';
  const length = durations.find(({ what }) => what === 'mitigation');
  const change = mitigation(at, context);
  if (change.length === 0 && !length) return [];
  return [
    ...change,
    stated(
      {
        type: 'milestone',
        event,
        at: instantOf(at, precision, style.timeZone),
      },
      cite(recordSource(seal), `/${event}At`),
    ),
    ...(length ? [durationStatement(length)] : []),
  ];
}

/** The change right before the end that shows to have taken the impact away. */
function mitigation(end: string, context: SectionContext): Stated[] {
  const { signs, precision, style } = context;
  const { mitigated } = signs;
  if (
    !mitigated ||
    !isMitigation(mitigated, context) ||
    (mitigated.payload.kind !== 'deployment' &&
      mitigated.payload.kind !== 'rollback' &&
      mitigated.payload.kind !== 'config_change')
  ) {
    return [];
  }
  const before = Date.parse(end) - Date.parse(mitigated.at);
  if (before > BEFORE_END_MS || before < -AFTER_END_MS) return [];
  const { at, node, payload } = mitigated;
  const instant = instantOf(at, precision, style.timeZone);
  // What it is, without its description
  return changeStatements(node, payload, instant).slice(0, 1);
}

/** Whether a change is of an affected service or of what a possible cause is about, and did not turn out to be in vain. */
function isMitigation(
  { node }: Sign,
  { incident, causes, evidence }: SectionContext,
): boolean {
  const undone = causes.filter(({ assertion }) =>
    assertion.against.some(({ evidence: by }) => by.includes(node.id)),
  );
  const causing = new Set(
    causes.flatMap(({ assertion }) => assertion.cause?.evidence ?? []),
  );
  const services = [
    ...incident.services,
    ...evidence
      .filter(({ id }) => causing.has(id))
      .map(({ metadata }) => metadata.service),
  ].map(serviceName);
  return (
    undone.length === 0 && services.includes(serviceName(node.metadata.service))
  );
}
