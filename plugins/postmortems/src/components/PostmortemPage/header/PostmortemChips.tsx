import { EntityRefLink, EntityRefLinks } from '@backstage/plugin-catalog-react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { IncidentDuration } from '../../shared/format/IncidentDuration';
import { VerdictChips } from '../../shared/verdicts/VerdictChips';
import { useTranslation } from '../../shared/translation/useTranslation';
import { lacksContent } from '../content/claims';
import { usePostmortemContext } from '../state/postmortemContext';
import { useServiceOwners } from './useServiceOwners';
import { SmallChip } from '../../shared/layout/SmallChip';

const useStyles = makeStyles((theme: Theme) => ({
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    listStyle: 'none',
    margin: theme.spacing(0, 0, 0.5),
    padding: 0,
  },
}));

/** The key facts of a postmortem. */
export function PostmortemChips() {
  const classes = useStyles();
  const { t } = useTranslation();
  const { postmortem, incident } = usePostmortemContext();
  const owners = useServiceOwners(incident.services);
  const lacking = postmortem.sections.filter(one =>
    lacksContent(one, postmortem),
  ).length;
  const chip = (key: string, label: ReactNode, primary = false) => (
    <li key={key}>
      <SmallChip
        color={primary ? 'primary' : 'default'}
        variant={primary ? 'default' : 'outlined'}
        label={label}
      />
    </li>
  );
  return (
    <ul className={classes.chips} aria-label={t('page.details.label')}>
      {chip('status', t(`common.reviewStatus.${postmortem.status}`), true)}
      {chip('severity', t(`common.severity.${incident.severity}`))}
      {incident.visibility === 'private' &&
        chip('visibility', t('common.private'))}
      {chip(
        'duration',
        incident.resolvedAt ? (
          <>
            {t('page.details.lasted')}{' '}
            <IncidentDuration
              startedAt={incident.startedAt}
              resolvedAt={incident.resolvedAt}
            />
          </>
        ) : (
          t('common.ongoing')
        ),
      )}
      {incident.services.map(ref =>
        chip(ref, <EntityRefLink entityRef={ref} />),
      )}
      {owners.length > 0 &&
        chip(
          'owner',
          <>
            {t('common.names.owner')}: <EntityRefLinks entityRefs={owners} />
          </>,
        )}
      {lacking > 0 &&
        chip('lacking', t('page.details.lacking', { count: lacking }))}
      <li>
        <VerdictChips counts={postmortem.verdictCounts} />
      </li>
    </ul>
  );
}
