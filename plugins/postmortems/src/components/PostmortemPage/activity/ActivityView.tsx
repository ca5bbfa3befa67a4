import { useApi } from '@backstage/core-plugin-api';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { AuditEntry } from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { LoadError } from '../../shared/errors/LoadError';
import { LoadingList } from '../../shared/list/LoadingList';
import { LoadMore } from '../../shared/list/LoadMore';
import {
  useCursorPages,
  type LoadPage,
} from '../../shared/list/useCursorPages';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';
import { ActivityEntry } from './ActivityEntry';

const useStyles = makeStyles((theme: Theme) => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  entry: {
    padding: theme.spacing(1.25, 0),
    overflowWrap: 'anywhere',
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
}));

/** Who changed what of the postmortem and its incident, newest first. */
export function ActivityView(props: {
  onOpenRevision(revision: number): void;
  onOpenClaim(claimId: string): void;
}) {
  const { postmortem, incident } = usePostmortemContext();
  const { id, status, revision } = postmortem;
  const classes = useStyles();
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const load = useCallback<LoadPage<AuditEntry>>(
    // Reloads after a change
    (cursor, signal) => api.listActivity(id, { cursor }, { signal }),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [api, id, revision, status, incident.updatedAt],
  );
  const pages = useCursorPages(load);
  const { items, loading, error, reload } = pages;
  if (loading) return <LoadingList />;
  if (error && items.length === 0) {
    return <LoadError error={error} onRetry={reload} />;
  }
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        {items.length > 0 ? t('page.activity.intro') : t('page.activity.none')}
      </Typography>
      <ol className={classes.list} aria-label={t('page.views.activity')}>
        {items.map(entry => (
          <li key={entry.id} className={classes.entry}>
            <ActivityEntry entry={entry} {...props} />
          </li>
        ))}
      </ol>
      <LoadMore pages={pages} />
    </>
  );
}
