import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import ListItemText from '@material-ui/core/ListItemText';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles, Theme } from '@material-ui/core/styles';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { LoadError } from '../../shared/errors/LoadError';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { LoadMore } from '../../shared/list/LoadMore';
import type { CursorPages } from '../../shared/list/useCursorPages';
import { UtcTime } from '../../shared/format/UtcTime';
import { useTranslation } from '../../shared/translation/useTranslation';
import { WriteButton } from './WriteButton';

const useStyles = makeStyles((theme: Theme) => ({
  row: {
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    justifyContent: 'space-between',
  },
  text: { flex: '1 1 16rem' },
}));

/** Incidents without a postmortem, each with a button that drafts it. */
export function IncidentsToReview(props: {
  incidents: CursorPages<Incident>;
  onWritten(postmortemId: string): void;
  onRetry(): void;
}) {
  const { incidents, onWritten } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const [writing, setWriting] = useState<string>();
  const [refused, setRefused] = useState<{ key: string; error: unknown }>();

  if (incidents.loading) return null;
  const failure = incidents.items.length === 0 ? incidents.error : undefined;
  if (incidents.items.length === 0 && !incidents.hasMore && !failure) {
    return null;
  }

  const write = async (key: string) => {
    setWriting(key);
    setRefused(undefined);
    try {
      const { id } = await api.createPostmortem(key);
      onWritten(id);
    } catch (error) {
      setRefused({ key, error });
    } finally {
      setWriting(undefined);
    }
  };

  return (
    <Box component="section" my={3} aria-labelledby="incidents-to-review">
      <Typography
        variant="h5"
        component="h2"
        id="incidents-to-review"
        gutterBottom
      >
        {t('tab.incidents.title')}
      </Typography>
      {failure && <LoadError error={failure} onRetry={props.onRetry} />}
      {refused && (
        <ErrorAlert
          title={t('tab.incidents.failed', { key: refused.key })}
          error={refused.error}
        />
      )}
      {incidents.items.length > 0 && (
        <Paper>
          <List disablePadding>
            {incidents.items.map((incident, index) => (
              <ListItem
                key={incident.key}
                className={classes.row}
                divider={index < incidents.items.length - 1}
              >
                <ListItemText
                  className={classes.text}
                  primary={`${incident.key}: ${incident.title}`}
                  secondary={
                    <>
                      {t(`common.severity.${incident.severity}`)}
                      {' · '}
                      {t(`tab.incidents.status.${incident.status}`)}
                      {' · '}
                      <UtcTime at={incident.startedAt} />
                    </>
                  }
                />
                <WriteButton
                  incidentKey={incident.key}
                  writing={writing}
                  onWrite={() => write(incident.key)}
                />
              </ListItem>
            ))}
          </List>
        </Paper>
      )}
      <LoadMore pages={incidents} />
    </Box>
  );
}
