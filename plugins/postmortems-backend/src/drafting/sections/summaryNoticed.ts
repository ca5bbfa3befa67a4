import { RECORD_EVIDENCE_ID } from '@postmortems/backstage-plugin-postmortems-common';
import { instantOf, lengthOf, serviceName } from '../../verification';
import { alertStatements } from '../facts/alertEvents';
import { messageStatements } from '../facts/describeKnown';
import type { Sign } from '../phases/findSigns';
import { isByRobot } from '../salience/chat';
import { cite, recordSource, stated, type Stated } from '../write/sentence';
import type { SectionContext } from './context';
import { durationStatement } from './durationStatement';

/** A sign this long before the recorded start is another story, in milliseconds. */
const BEFORE_START_MS = 10 * 60_000;
/** So much later than the recorded detection something else was noticed, in milliseconds. */
const AFTER_DETECTION_MS = 10 * 60_000;
/** What clocks differ by, in milliseconds. */
const TOLERANCE_MS = 60_000;

/** How the incident was noticed: how long it took, and the alert or message that came first. */
export function noticed(context: SectionContext): Stated[] {
  const sign = firstSign(context);
  const detection = context.durations.find(({ what }) => what === 'detection');
  if (!sign) return detection ? [durationStatement(detection)] : [];
  const shown = signStatements(sign, context);
  if (shown.length === 0) return [];
  return [
    detection ? durationStatement(detection) : afterStart(sign, context),
    ...shown,
  ];
}

/** The sign of detection, if it belongs to the recorded times of the incident; else the first alert or message that does. */
function firstSign(context: SectionContext): Sign | undefined {
  const { signs, incident, known, about } = context;
  const isNear = nearDetection(context);
  if (signs.detected && isNear(signs.detected)) return signs.detected;
  const affected = new Set(incident.services.map(serviceName));
  return known
    .flatMap(({ node, payload }): Sign[] => {
      const isAlert = payload?.kind === 'alert' && payload.status === 'firing';
      const isMessage =
        payload?.kind === 'message' && !isByRobot(payload) && about(node) > 0;
      const isOurs = affected.has(serviceName(node.metadata.service));
      const at = isAlert ? payload.startsAt ?? node.timestamp : node.timestamp;
      return (isMessage || (isAlert && isOurs)) && isNear({ at })
        ? [{ at, node, payload }]
        : [];
    })
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))[0];
}

/** Between the start and the detection, by the record; a length of time until detection goes with nothing from before the start. */
function nearDetection({ incident, durations }: SectionContext) {
  const { startedAt, detectedAt, mitigatedAt, resolvedAt } = incident;
  const isMeasured = durations.some(({ what }) => what === 'detection');
  const from =
    Date.parse(startedAt) - (isMeasured ? TOLERANCE_MS : BEFORE_START_MS);
  const end = mitigatedAt ?? resolvedAt;
  const latest = end === undefined ? Infinity : Date.parse(end);
  const until = detectedAt
    ? Date.parse(detectedAt) + AFTER_DETECTION_MS
    : latest;
  return ({ at }: { at: string }) =>
    Date.parse(at) >= from && Date.parse(at) <= until;
}

function afterStart({ at, node }: Sign, { seal }: SectionContext): Stated {
  const record = recordSource(seal);
  const start = String(seal.incident.startedAt);
  return stated(
    {
      type: 'gap',
      from: { evidence: RECORD_EVIDENCE_ID, pointer: '/startedAt' },
      to: { evidence: node.id },
      quantity: lengthOf(Date.parse(at) - Date.parse(start)),
    },
    cite(record, '/startedAt'),
  );
}

function signStatements(
  { at, node, payload }: Sign,
  { precision, style }: SectionContext,
): Stated[] {
  const instant = instantOf(at, precision, style.timeZone);
  if (payload.kind === 'alert') return alertStatements(node, payload, instant);
  return payload.kind === 'message'
    ? // The summary names nobody
      messageStatements(node, { ...payload, author: {} }, instant)
    : [];
}
