import type { DeploymentPayload } from '@postmortems/backstage-plugin-postmortems-common';
import { instantOf, isDone, serviceName } from '../../verification';
import { briefly, wordsOfTalk } from '../conclusions/inWords';
import type { Conclusion } from '../conclusions/types';
import { byTime } from '../facts/bursts';
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
  const told = change.length > 0 ? undefined : endInWords(context);
  const words = told ? wordsOfTalk(told.talk, briefly(told), context) : [];
  if (change.length === 0 && !length && words.length === 0) return [];
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
    ...words,
  ];
}

/** What the summary quotes of the end: nothing where a change says more. */
export function quotedEnd(context: SectionContext): Conclusion | undefined {
  const { mitigatedAt, resolvedAt } = context.incident;
  const at = mitigatedAt ?? resolvedAt;
  return at && mitigation(at, context).length === 0
    ? endInWords(context)
    : undefined;
}

/** What people wrote of the end: what was done, else that it works again. */
function endInWords({ conclusions }: SectionContext): Conclusion | undefined {
  const { acted, recovered, falseAlarm, questions, unknown } = conclusions;
  // Who does not know ended nothing
  const others = [falseAlarm, ...questions, ...unknown];
  return [acted, recovered].find(
    one => one && !others.some(other => other?.talk === one.talk),
  );
}

/** The change right before the end that shows to have taken the impact away, or that people say did. */
function mitigation(end: string, context: SectionContext): Stated[] {
  const { precision, style } = context;
  const made = [context.signs.mitigated, beforeItWorked(context)].find(
    sign => sign && isBefore(sign, end) && isMitigation(sign, context),
  );
  if (!made || !isChange(made)) return [];
  const instant = instantOf(made.at, precision, style.timeZone);
  // What it is, without its description
  return changeStatements(made.node, made.payload, instant).slice(0, 1);
}

function isChange(sign: Sign): sign is Sign & { payload: DeploymentPayload } {
  const { kind } = sign.payload;
  return (
    kind === 'deployment' || kind === 'rollback' || kind === 'config_change'
  );
}

function isBefore({ at }: Sign, end: string): boolean {
  const before = Date.parse(end) - Date.parse(at);
  return before <= BEFORE_END_MS && before >= -AFTER_END_MS;
}

/** The last change before somebody wrote that it works again. */
function beforeItWorked({
  conclusions,
  incident,
  known,
  signs,
}: SectionContext): Sign | undefined {
  const { recovered } = conclusions;
  const from = signs.detected?.at ?? incident.startedAt;
  return recovered
    ? known
        .flatMap(({ node, payload }) =>
          payload ? [{ at: node.timestamp, node, payload }] : [],
        )
        .filter(
          one =>
            isChange(one) &&
            (one.payload.status === undefined || isDone(one.payload.status)) &&
            one.at > from &&
            Date.parse(one.at) <= recovered.talk.at,
        )
        .sort(byTime)
        .at(-1)
    : undefined;
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
