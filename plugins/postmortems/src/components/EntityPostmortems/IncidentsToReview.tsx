import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import ListItemText from '@material-ui/core/ListItemText';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles, Theme } from '@material-ui/core/styles';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { FailedToLoad } from '../FailedToLoad';
import { FailureAlert } from '../FailureAlert';
import { LoadMore } from '../LoadMore';
import type { CursorPages } from '../useCursorPages';
import { UtcTime } from '../UtcTime';
import { useWords } from '../useWords';

const useStyles = makeStyles((theme: Theme) => ({
  row: {
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    justifyContent: 'space-between',
  },
  words: { flex: '1 1 16rem' },
}));

/** Incidents that wait for their postmortem, each with a button that writes it from the recorded evidence. */
export function IncidentsToReview(props: {
  incidents: CursorPages<Incident>;
  onWritten(retrospectiveId: string): void;
}) {
  const { incidents, onWritten } = props;
  const classes = useStyles();
  const { t } = useWords();
  const api = useApi(postmortemsApiRef);
  const [writing, setWriting] = useState<string>();
  const [failure, setFailure] = useState<{ key: string; error: unknown }>();

  if (incidents.loading) return null;
  if (incidents.error && incidents.items.length === 0) {
    return (
      <Box mt={4}>
        <FailedToLoad error={incidents.error} onRetry={incidents.reload} />
      </Box>
    );
  }
  if (incidents.items.length === 0 && !incidents.hasMore) return null;

  const write = async (key: string) => {
    setWriting(key);
    setFailure(undefined);
    try {
      const { id } = await api.createRetrospective(key);
      onWritten(id);
    } catch (error) {
      setFailure({ key, error });
    } finally {
      setWriting(undefined);
    }
  };

  return (
    <Box component="section" mt={4} aria-labelledby="incidents-to-review">
      <Typography
        variant="h5"
        component="h2"
        id="incidents-to-review"
        gutterBottom
      >
        {t('list.incidents.title')}
      </Typography>
      {failure && (
        <FailureAlert
          title={t('list.incidents.failed', { key: failure.key })}
          error={failure.error}
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
                  className={classes.words}
                  primary={`${incident.key}: ${incident.title}`}
                  secondary={
                    <>
                      {t(`list.severity.${incident.severity}`)}
                      {' · '}
                      {t(`list.incidentStatus.${incident.status}`)}
                      {' · '}
                      <UtcTime at={incident.startedAt} />
                    </>
                  }
                />
                <Button
                  variant="outlined"
                  color="primary"
                  disabled={writing !== undefined}
                  aria-label={t('list.incidents.writeFor', {
                    key: incident.key,
                  })}
                  onClick={() => write(incident.key)}
                >
                  {writing === incident.key
                    ? t('list.incidents.writing')
                    : t('list.incidents.write')}
                </Button>
              </ListItem>
            ))}
          </List>
        </Paper>
      )}
      <LoadMore pages={incidents} />
    </Box>
  );
}
