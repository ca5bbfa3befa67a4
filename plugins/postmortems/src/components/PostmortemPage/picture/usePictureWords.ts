import type {
  PictureLabels,
  PictureWords,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useMemo } from 'react';
import { countParams } from '../../shared/format/numbers';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';

/** The words of the picture, and the time zone in which the document tells times. */
export function usePictureWords(): PictureWords {
  const { t } = useTranslation();
  const { postmortem } = usePostmortemContext();
  const { timeZone = 'UTC' } = postmortem;
  return useMemo(() => {
    const labels: PictureLabels = {
      title: t('page.picture.title'),
      phases: {
        impact: t('page.picture.phases.impact'),
        detected: t('page.picture.phases.detected'),
        response: t('page.picture.phases.response'),
        mitigated: t('page.picture.phases.mitigated'),
        recovered: t('page.picture.phases.recovered'),
      },
      changes: {
        deployment: t('page.picture.changes.deployment'),
        rollback: t('page.picture.changes.rollback'),
        config: t('page.picture.changes.config'),
        flag: t('page.picture.changes.flag'),
        other: t('page.picture.changes.other'),
      },
      alert: t('page.picture.alert'),
      metric: t('page.picture.metric'),
      chat: t('page.picture.chat'),
      moreAlerts: count => t('page.picture.moreAlerts', countParams(count)),
      fired: count => t('page.picture.fired', countParams(count)),
      noEnd: t('page.picture.noEnd'),
      messages: count => t('page.picture.messages', countParams(count)),
      possibleCause: t('page.picture.possibleCause'),
      confirmedCause: t('page.picture.confirmedCause'),
      extreme: values => t('page.picture.extreme', values),
      effect: values => t('page.picture.effect', values),
    };
    return { labels, timeZone };
  }, [t, timeZone]);
}
