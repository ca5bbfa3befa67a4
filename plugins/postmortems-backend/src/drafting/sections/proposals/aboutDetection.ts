import { Language, lengthOf, serviceName } from '../../../verification';
import type { SectionContext } from '../context';
import { durationClaim } from '../durationClaim';
import { titled, type Proposal } from './proposal';
import { alertSymptom, metricSymptom } from './symptom';

/** A detection that took longer is worth a better alert, in milliseconds. */
const SLOW_DETECTION_MS = 5 * 60 * 1000;

/** What would have told somebody sooner. */
export function aboutDetection(context: SectionContext): Proposal[] {
  const slow = context.durations.find(
    ({ what, milliseconds }) =>
      what === 'detection' && milliseconds > SLOW_DETECTION_MS,
  );
  if (!slow) return [];
  const { title, endState } = sooner(context);
  return [
    {
      title: titled(title),
      endState,
      type: 'detect',
      priority: 'medium',
      why: durationClaim('action_item', 'detection', slow, context),
    },
  ];
}

function sooner(context: SectionContext): { title: string; endState: string } {
  const { incident, style, messages } = context;
  const { proposal } = messages;
  const { key } = incident;
  const length = new Language(style, messages).length(
    lengthOf(SLOW_DETECTION_MS),
  );
  const alert = alertSymptom(context);
  if (alert) {
    const delay = Date.parse(alert.firedAt) - Date.parse(incident.startedAt);
    return delay <= SLOW_DETECTION_MS
      ? {
          title: proposal.pageOnCall(alert.named),
          endState: proposal.testPages({ ...alert.named, length }),
        }
      : {
          title: proposal.fireSooner({ ...alert.named, length }),
          endState: proposal.replayFires({ key, ...alert.named, length }),
        };
  }
  const metric = metricSymptom(context);
  if (metric) {
    const { series } = metric;
    return {
      title: proposal.addAlertOnMetric({ series }),
      endState: proposal.replayFiresOnMetric({ key, series, length }),
    };
  }
  const service = serviceName(incident.services[0]);
  return {
    title: proposal.addAlertForService({ service }),
    endState: proposal.replayFiresForService({ key, service, length }),
  };
}
