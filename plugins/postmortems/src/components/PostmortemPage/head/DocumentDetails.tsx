import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { ModelRun } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { dayOf } from '../../shared/times';
import { UtcClock, UtcTime } from '../../shared/UtcTime';
import { useWords } from '../../shared/useWords';
import { useOpenDocument } from '../documentContext';
import { INCIDENT_TIMES } from '../../shared/incident/incidentForm';
import { Facts } from '../payloads/Facts';
import { ModelRunDetails, useModelRunSummary } from './ModelRunDetails';
import { TemplateChoice } from './TemplateChoice';

const useStyles = makeStyles((theme: Theme) => ({
  details: { padding: theme.spacing(0, 2), marginTop: theme.spacing(1) },
  description: { whiteSpace: 'pre-wrap' },
}));

/** When it was and which revision this is, in a line; the rest of what is known of the incident and the document on request. */
export function DocumentDetails() {
  const classes = useStyles();
  const { t } = useWords();
  const { postmortem, incident } = useOpenDocument();
  const { template, revision, modelRun } = postmortem;
  const { startedAt, resolvedAt } = incident;
  const [open, setOpen] = useState(false);
  return (
    <>
      <Typography variant="body2" component="div">
        {incident.key} · <UtcTime at={startedAt} />
        {resolvedAt && (
          <>
            {' – '}
            {dayOf(resolvedAt) === dayOf(startedAt) ? (
              <UtcClock at={resolvedAt} />
            ) : (
              <UtcTime at={resolvedAt} />
            )}
          </>
        )}
        {' · '}
        {t('page.facts.revision', { number: `${revision}` })}{' '}
        <Button
          size="small"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('page.facts.details')}
        </Button>
      </Typography>
      {modelRun && <ModelSummary run={modelRun} />}
      {open && (
        <Paper variant="outlined" className={classes.details}>
          <Facts
            facts={[
              [
                t('common.names.description'),
                incident.description && (
                  <span className={classes.description}>
                    {incident.description}
                  </span>
                ),
              ],
              ...INCIDENT_TIMES.map(
                (field): [string, JSX.Element | undefined] => {
                  const at = incident[field];
                  return [
                    t(`common.names.${field}`),
                    at === undefined ? undefined : <UtcTime at={at} />,
                  ];
                },
              ),
              [
                t('common.names.participants'),
                incident.participants.length > 0 && (
                  <EntityRefLinks entityRefs={incident.participants} />
                ),
              ],
              [
                t('page.facts.template'),
                <TemplateChoice key="template" resolution={template} />,
              ],
            ]}
          />
          {modelRun && <ModelRunDetails run={modelRun} />}
        </Paper>
      )}
    </>
  );
}

function ModelSummary(props: { run: ModelRun }) {
  return (
    <Typography variant="body2">{useModelRunSummary(props.run)}</Typography>
  );
}
