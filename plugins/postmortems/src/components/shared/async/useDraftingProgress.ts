import { useSignal } from '@backstage/plugin-signals-react';
import {
  isCustomSection,
  PROGRESS_CHANNEL,
  type ProgressSignal,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../translation/useTranslation';

/**
 * The progress of drafting an incident's postmortem. `undefined` before the
 * first signal, or without the signals plugin.
 */
export function useDraftingProgress(incidentKey?: string): string | undefined {
  const { t } = useTranslation();
  const { lastSignal } = useSignal<ProgressSignal>(PROGRESS_CHANNEL);
  if (!lastSignal || lastSignal.incidentKey !== incidentKey) return undefined;
  const { phase, section, step } = lastSignal;
  return phase === 'model' && section && step
    ? t(`page.progress.steps.${step}`, {
        section: t(
          `page.sections.${isCustomSection(section) ? 'custom' : section}`,
        ),
      })
    : t(`page.progress.phases.${phase}`);
}
