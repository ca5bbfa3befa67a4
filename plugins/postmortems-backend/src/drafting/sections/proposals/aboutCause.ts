import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import { serviceName } from '../../write/names';
import type { SectionContext } from '../context';
import { noCause, type CauseStanding } from '../noCause';
import { supportOf } from '../statements';
import { clearest, follows, titled, type Proposal } from './proposal';
import { alertSymptom, metricSymptom } from './symptom';

/** What follows from the cause. */
export function aboutCause(context: SectionContext): Proposal[] {
  const { cause } = context;
  if (!cause) return [findCause(context, 'undetermined')];
  return [
    {
      ...(releaseCheck(cause, context) ?? removal(cause, context)),
      type: 'prevent',
      priority: 'high',
      why: follows(cause),
    },
  ];
}

/** That somebody should find the cause. */
export function findCause(
  context: SectionContext,
  standing: CauseStanding,
): Proposal {
  const { key } = context.incident;
  return {
    title: titled(question(context)),
    endState: `The postmortem of ${key} names a root cause that its evidence supports, or says why none can be found.`,
    type: 'investigate',
    priority: 'high',
    why: noCause('action_item', context, standing),
  };
}

function question(context: SectionContext): string {
  const alert = alertSymptom(context);
  if (alert) return `Find out why ${alert.name} fired for ${alert.service}`;
  const metric = metricSymptom(context);
  return metric
    ? `Find out why ${metric.name} ${metric.rose ? 'rose' : 'fell'} to ${
        metric.extreme
      }`
    : `Find the cause of ${context.incident.key}`;
}

/** A check that stops the change to which the cause can be traced; `undefined` when it is not traced to one. */
function releaseCheck(cause: DraftClaim, context: SectionContext) {
  const change = changeBehind(cause, context);
  if (!change) return undefined;
  const { service, version, description } = change;
  const title = titled(
    `Add a release check to ${service} that catches the change in version ${version}`,
  );
  const rejects = `The release check of ${service} rejects version ${version}`;
  return clearest(
    {
      title,
      endState: description
        ? `${rejects} (“${description.replace(/\s+/g, ' ').trim()}”).`
        : `${rejects} before it reaches production.`,
    },
    { title, endState: `${rejects} before it reaches production.` },
  );
}

/** The change that the investigation looked at, if the cause names its version. */
function changeBehind(cause: DraftClaim, context: SectionContext) {
  const named = new Set(cause.text.match(/\w(?:[\w.+-]*\w)?/g));
  const payloads = new Map(
    context.known.map(({ node, payload }) => [node.id, payload]),
  );
  for (const { id, metadata } of supportOf(context)) {
    const payload = payloads.get(id);
    if (
      (payload?.kind === 'deployment' || payload?.kind === 'config_change') &&
      payload.version &&
      named.has(payload.version)
    ) {
      return {
        service: serviceName(metadata.service),
        version: payload.version,
        description: payload.description,
      };
    }
  }
  return undefined;
}

/** That the cause goes, to be seen by what showed the incident. */
function removal(cause: DraftClaim, context: SectionContext) {
  const { key, services } = context.incident;
  const service = serviceName(services[0]);
  const title = titled(`Fix the cause: ${cause.text}`);
  const plainTitle = titled(`Fix the cause of ${key} in ${service}`);
  const [clear, ...others] = endStates(context).flatMap(endState => [
    { title, endState },
    { title: plainTitle, endState },
  ]);
  return clearest(clear, ...others);
}

function endStates(context: SectionContext): string[] {
  const alert = alertSymptom(context);
  const metric = metricSymptom(context);
  const recreated = 'A test recreates the cause and';
  return [
    ...(alert?.summary
      ? [
          `${recreated} the alert ${alert.name} (“${alert.summary}”) does not fire for ${alert.service}.`,
        ]
      : []),
    ...(alert
      ? [
          `${recreated} the alert ${alert.name} does not fire for ${alert.service}.`,
        ]
      : []),
    ...(metric
      ? [
          `${recreated} ${metric.name} stays at ${metric.before}, as before the incident.`,
        ]
      : []),
    `A test of ${serviceName(
      context.incident.services[0],
    )} recreates the cause and passes.`,
  ];
}
