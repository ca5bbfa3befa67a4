import { saysSilent, silentServices } from '../../facts/silentServices';
import { sentence } from '../../write/sentence';
import type { SectionContext } from '../context';
import { titled, type Proposal } from './proposal';

/** Telemetry of affected services that nothing was heard of. */
export function aboutSilence(context: SectionContext): Proposal[] {
  const silent = silentServices(context);
  if (!silent) return [];
  const { text } = silent.names;
  return [
    {
      title: titled(`Collect telemetry of ${text}`),
      endState: `A metric and an alert of ${text} are collected as evidence of a test incident.`,
      type: 'detect',
      priority: 'low',
      why: sentence('action_item', 'silent services', ...saysSilent(silent)),
    },
  ];
}
