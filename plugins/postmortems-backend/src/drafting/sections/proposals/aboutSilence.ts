import { Language } from '../../../verification';
import { silentServices } from '../../facts/silentServices';
import { claimOf } from '../../write/sentence';
import type { SectionContext } from '../context';
import { titled, type Proposal } from './proposal';

/** Telemetry of affected services that nothing was heard of. */
export function aboutSilence(context: SectionContext): Proposal[] {
  const silent = silentServices(context);
  if (!silent) return [];
  const { style, messages } = context;
  const services = new Language(style, messages).list(silent.services);
  const { collectTelemetry, telemetryIsCollected } = messages.proposal;
  return [
    {
      title: titled(collectTelemetry({ services })),
      endState: telemetryIsCollected({ services }),
      type: 'detect',
      priority: 'low',
      why: claimOf(
        'action_item',
        'silent services',
        [silent.statement],
        context,
      ),
    },
  ];
}
