import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  PROGRESS_CHANNEL,
  type ProgressSignal,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ProgressNotifier } from './progress';

/** Signals to the person who asked for the document, and to nobody else: the incident may be private. */
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
      // Nobody is told; the document is written all the same
      .catch(() => {});
  };
}
