import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  PROGRESS_CHANNEL,
  type ProgressSignal,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ProgressNotifier } from '../drafting';

/** Signals only to the person who drafts: the incident may be private. */
export function createProgressNotifier(
  signals: Pick<SignalsService, 'publish'>,
): ProgressNotifier {
  return ({ incidentKey, progress, actor }) => {
    if (!actor.startsWith('user:')) return;
    const message: ProgressSignal = {
      incidentKey,
      phase: progress.phase,
      ...(progress.phase === 'model' && {
        section: progress.model.section,
        step: progress.model.phase,
      }),
    };
    signals
      .publish({
        recipients: { type: 'user', entityRef: actor },
        channel: PROGRESS_CHANNEL,
        message,
      })
      // The postmortem is written without the signal
      .catch(() => {});
  };
}
