import { RECORD_EVIDENCE_ID } from '@postmortems/backstage-plugin-postmortems-common';
import { Language, lengthOf, serviceName } from '../../../verification';
import { chooseMetrics } from '../../salience/choose';
import { cite, claimOf, recordSource, stated } from '../../write/sentence';
import type { SectionContext } from '../context';
import { partOfIncident, titled, type Proposal } from './proposal';
import { alertSymptom, metricInWords } from './symptom';

/** A detection that took longer is worth a better alert, in milliseconds. */
const SLOW_DETECTION_MS = 5 * 60 * 1000;
/** Of the incident; a smaller part is not slow. */
const SLOW_SHARE = 0.1;
/** An alert this long before the start warned of the incident, in milliseconds. */
const EARLY_WARNING_MS = 10 * 60 * 1000;
/** Metrics among which the first to move is looked for. */
const MAX_METRICS = 5;

/** What would have told somebody sooner: a warning that nobody acted on, or an alert when detection was slow. */
export function aboutDetection(context: SectionContext): Proposal[] {
  const warned = aboutWarning(context);
  if (warned.length > 0 || !isSlow(context)) return warned;
  const found = sooner(context);
  if (!found) return [];
  const { title, endState } = found;
  return [
    {
      title: titled(title),
      endState,
      type: 'detect',
      priority: 'medium',
      why: claimOf(
        'action_item',
        'detection',
        partOfIncident('detection', context),
        context,
      ),
    },
  ];
}

function isSlow({ durations }: SectionContext): boolean {
  const lengthOfPart = (part: 'detection' | 'incident') =>
    durations.find(({ what }) => what === part)?.milliseconds;
  const detection = lengthOfPart('detection') ?? 0;
  const incident = lengthOfPart('incident') ?? detection;
  return detection > SLOW_DETECTION_MS && detection >= SLOW_SHARE * incident;
}

/** A page for an alert of an affected service that had fired before the incident began. */
function aboutWarning(context: SectionContext): Proposal[] {
  const { incident, seal, style, messages } = context;
  const alert = ownAlert(context);
  const lead = alert
    ? Date.parse(incident.startedAt) - Date.parse(alert.firedAt)
    : 0;
  if (!alert || lead < EARLY_WARNING_MS) return [];
  const { proposal } = messages;
  const { node, named } = alert;
  const length = new Language(style, messages).length(
    lengthOf(SLOW_DETECTION_MS),
  );
  return [
    {
      title: titled(proposal.pageOnCall(named)),
      endState: proposal.testPages({ ...named, length }),
      type: 'detect',
      priority: 'high',
      why: claimOf(
        'action_item',
        'warning',
        [
          stated(
            {
              type: 'alert',
              evidence: node.id,
              event: 'fired',
              name: named.alert,
              service: named.service,
            },
            cite(node, '/alertName'),
          ),
          stated(
            {
              type: 'gap',
              from: {
                evidence: node.id,
                ...(node.payload.startsAt ? { pointer: '/startsAt' } : {}),
              },
              to: { evidence: RECORD_EVIDENCE_ID, pointer: '/startedAt' },
              quantity: lengthOf(lead),
            },
            cite(node, '/startsAt'),
            cite(recordSource(seal), '/startedAt'),
          ),
        ],
        context,
      ),
    },
  ];
}

/** Nothing where neither a metric nor an alert of an affected service could have told. */
function sooner(
  context: SectionContext,
): { title: string; endState: string } | undefined {
  const { incident, style, messages } = context;
  const { proposal } = messages;
  const length = new Language(style, messages).length(
    lengthOf(SLOW_DETECTION_MS),
  );
  const first = firstToMove(context);
  const alert = ownAlert(context);
  if (first && (!first.isAskedFor || !alert)) {
    const { series, extreme } = metricInWords(first, context);
    return {
      title: proposal.addAlertOnMetric({ series }),
      endState: proposal.alertOnMetricFires({ series, extreme }),
    };
  }
  if (alert) {
    const delay = Date.parse(alert.firedAt) - Date.parse(incident.startedAt);
    return delay <= SLOW_DETECTION_MS
      ? {
          title: proposal.pageOnCall(alert.named),
          endState: proposal.testPages({ ...alert.named, length }),
        }
      : {
          title: proposal.fireSooner({ ...alert.named, length }),
          endState: proposal.testFires({ ...alert.named, length }),
        };
  }
  return undefined;
}

/** The first alert of an affected service; one of another service may have another reason. */
function ownAlert(context: SectionContext) {
  const affected = context.incident.services.map(serviceName);
  const alert = alertSymptom(context);
  return alert && affected.includes(alert.named.service) ? alert : undefined;
}

/** Of the metrics that matter, the one that left its level first. */
function firstToMove({ metrics }: SectionContext) {
  return chooseMetrics(metrics, MAX_METRICS)
    .told.filter(({ isHarmful }) => isHarmful)
    .sort((a, b) => Date.parse(a.before.at) - Date.parse(b.before.at))[0];
}
