import { useSignal } from '@backstage/plugin-signals-react';
import {
  PROGRESS_CHANNEL,
  type ProgressSignal,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useWords } from './useWords';

/** In words, how far the document of an incident has come; `undefined` while nothing was heard, or signals are not installed. */
export function useWritingProgress(incidentKey?: string): string | undefined {
  const { t } = useWords();
  const { lastSignal } = useSignal<ProgressSignal>(PROGRESS_CHANNEL);
  if (!lastSignal || lastSignal.incidentKey !== incidentKey) return undefined;
  const { phase, section, step } = lastSignal;
  return phase === 'model' && section && step
    ? t(`page.progress.steps.${step}`, {
        section: t(`page.sections.${section}`),
      })
    : t(`page.progress.phases.${phase}`);
}
