import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { formatUtcDate } from '../../shared/format/times';
import { UtcClock, UtcTime } from '../../shared/format/UtcTime';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';
import { INCIDENT_TIMES } from '../../shared/incident/incidentForm';
import { DescriptionList } from '../../shared/layout/DescriptionList';
import { ArchiveDetails } from './ArchiveDetails';
import { ModelRunDetails, ModelRunSummary } from './ModelRunDetails';
import { RecheckParked } from './RecheckParked';
import { RoutingDetails } from './RoutingDetails';
import { TemplateResolutionDetails } from './TemplateResolutionDetails';

const useStyles = makeStyles((theme: Theme) => ({
  details: { padding: theme.spacing(0, 2), marginTop: theme.spacing(1) },
  description: { whiteSpace: 'pre-wrap' },
  upload: { marginBottom: theme.spacing(1) },
}));

/** The time and revision in one line, and further details on request. */
export function PostmortemDetails(props: { onUpload(): void }) {
  const classes = useStyles();
  const { t } = useTranslation();
  const { postmortem, incident, allowed } = usePostmortemContext();
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
            {formatUtcDate(resolvedAt) === formatUtcDate(startedAt) ? (
              <UtcClock at={resolvedAt} />
            ) : (
              <UtcTime at={resolvedAt} />
            )}
          </>
        )}
        {' · '}
        {t('page.details.revision', { number: `${revision}` })}{' '}
        <Button
          size="small"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('page.details.show')}
        </Button>
      </Typography>
      {modelRun && <ModelRunSummary run={modelRun} />}
      {incident.evidenceRefusedSince && (
        <Typography variant="body2" color="error">
          {t('page.details.evidenceRefused')}{' '}
          <UtcTime at={incident.evidenceRefusedSince} />
        </Typography>
      )}
      {incident.erased && (
        <Typography variant="body2">
          {t('page.details.erased')} <UtcTime at={incident.erased.at} />:{' '}
          {incident.erased.reason}
        </Typography>
      )}
      <RecheckParked />
      {open && (
        <Paper variant="outlined" className={classes.details}>
          <DescriptionList
            entries={[
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
                t('page.details.retainUntil'),
                incident.retainUntil && <UtcTime at={incident.retainUntil} />,
              ],
              [t('page.details.legalHold'), incident.legalHold?.reason],
              [t('page.details.archive'), <ArchiveDetails key="archive" />],
              [
                t('page.details.routing'),
                postmortem.routing && (
                  <RoutingDetails key="routing" routing={postmortem.routing} />
                ),
              ],
              [
                t('page.details.template'),
                <TemplateResolutionDetails
                  key="template"
                  resolution={template}
                />,
              ],
            ]}
          />
          {allowed.changeIncident && (
            <Button
              size="small"
              variant="outlined"
              className={classes.upload}
              onClick={props.onUpload}
            >
              {t('page.upload.title')}
            </Button>
          )}
          {modelRun && <ModelRunDetails run={modelRun} />}
        </Paper>
      )}
    </>
  );
}
