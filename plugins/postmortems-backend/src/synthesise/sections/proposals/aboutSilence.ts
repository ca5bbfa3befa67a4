import { serviceName } from '../../write/names';
import { cite, recordSource, sentence } from '../../write/sentence';
import type { SectionContext } from '../context';
import { titled, type Proposal } from './proposal';

/** Telemetry of affected services that nothing was heard of. */
export function aboutSilence({
  incident,
  seal,
  evidence,
}: SectionContext): Proposal[] {
  const heard = new Set(
    evidence.map(({ metadata }) => serviceName(metadata.service)),
  );
  return incident.services.flatMap((ref, index): Proposal[] => {
    const service = serviceName(ref);
    if (heard.has(service)) return [];
    return [
      {
        title: titled(`Collect telemetry of ${service}`),
        endState: `A metric and an alert of ${service} are collected as evidence of a test incident.`,
        type: 'detect',
        priority: 'low',
        why: sentence(
          'action_item',
          `silent ${ref}`,
          'No evidence names the affected service ',
          cite(recordSource(seal), `/services/${index}`, service),
          '.',
        ),
      },
    ];
  });
}
