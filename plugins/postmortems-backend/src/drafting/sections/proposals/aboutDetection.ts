import { serviceName } from '../../write/names';
import { cite, sentence, silently } from '../../write/sentence';
import { duration } from '../../write/times';
import type { SectionContext } from '../context';
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
      why: sentence(
        'action_item',
        'detection',
        `The incident was detected after ${duration(slow.milliseconds)}.`,
        silently(
          cite(slow.from.source, slow.from.pointer, ''),
          cite(slow.to.source, slow.to.pointer, ''),
        ),
      ),
    },
  ];
}

function sooner(context: SectionContext): { title: string; endState: string } {
  const { incident } = context;
  const soon = `within ${duration(SLOW_DETECTION_MS)}`;
  const replay = `A replay of ${incident.key} fires`;
  const alert = alertSymptom(context);
  if (alert) {
    const what = `${alert.name} for ${alert.service}`;
    const delay = Date.parse(alert.firedAt) - Date.parse(incident.startedAt);
    return delay <= SLOW_DETECTION_MS
      ? {
          title: `Page the on-call when ${alert.name} fires for ${alert.service}`,
          endState: `A test of ${what} pages the on-call ${soon}.`,
        }
      : {
          title: `Make ${alert.name} fire for ${alert.service} ${soon}`,
          endState: `${replay} ${what} ${soon}.`,
        };
  }
  const metric = metricSymptom(context);
  const thing = metric
    ? `on ${metric.name}`
    : `for ${serviceName(incident.services[0])}`;
  return {
    title: `Add an alert ${thing}`,
    endState: `${replay} an alert ${thing} ${soon}.`,
  };
}
