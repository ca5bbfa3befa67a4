import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import { Language, serviceName } from '../../../verification';
import type { SectionContext } from '../context';
import { noCause } from '../noCause';
import { supportOf } from '../statements';
import { clearest, follows, titled, type Proposal } from './proposal';
import { alertSymptom, metricSymptom } from './symptom';

/** What follows from the confirmed cause; while there is none, that somebody should find it. */
export function aboutCause(context: SectionContext): Proposal[] {
  const { cause } = context;
  if (!cause) return [findCause(context)];
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
function findCause(context: SectionContext): Proposal {
  const { key } = context.incident;
  return {
    title: titled(question(context)),
    endState: context.messages.proposal.causeIsNamed({ key }),
    type: 'investigate',
    priority: 'high',
    why: noCause('action_item', context),
  };
}

function question(context: SectionContext): string {
  const { proposal } = context.messages;
  const alert = alertSymptom(context);
  if (alert) return proposal.findWhyAlertFired(alert.named);
  const metric = metricSymptom(context);
  if (!metric) return proposal.findCause({ key: context.incident.key });
  const { rose, series, extreme } = metric;
  return rose
    ? proposal.findWhyMetricRose({ series, extreme })
    : proposal.findWhyMetricFell({ series, extreme });
}

/** A check that stops the change to which the cause can be traced; `undefined` when it is not traced to one. */
function releaseCheck(cause: DraftClaim, context: SectionContext) {
  const change = changeBehind(cause, context);
  if (!change) return undefined;
  const { description, ...release } = change;
  const { style, messages } = context;
  const { proposal } = messages;
  const title = titled(proposal.addReleaseCheck(release));
  const plain = { title, endState: proposal.checkRejects(release) };
  if (!description) return plain;
  const quote = new Language(style, messages).quote(description.trim());
  return clearest(
    { title, endState: proposal.checkRejectsChange({ ...release, quote }) },
    plain,
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
  const { proposal } = context.messages;
  const service = serviceName(services[0]);
  const title = titled(proposal.fixCause({ cause: cause.text }));
  const plainTitle = titled(proposal.fixCauseIn({ key, service }));
  const [clear, ...others] = endStates(context).flatMap(endState => [
    { title, endState },
    { title: plainTitle, endState },
  ]);
  return clearest(clear, ...others);
}

function endStates(context: SectionContext): string[] {
  const { style, messages, incident } = context;
  const { proposal } = messages;
  const alert = alertSymptom(context);
  const metric = metricSymptom(context);
  const language = new Language(style, messages);
  return [
    ...(alert?.summary
      ? [
          proposal.alertStaysSilent({
            ...alert.named,
            quote: language.quote(alert.summary),
          }),
        ]
      : []),
    ...(alert ? [proposal.alertStaysSilent(alert.named)] : []),
    ...(metric
      ? [proposal.metricStays({ series: metric.series, before: metric.before })]
      : []),
    proposal.testPasses({ service: serviceName(incident.services[0]) }),
  ];
}
