import { Progress, ResponseErrorPanel } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { InvestigationTrace } from '@postmortems/backstage-plugin-postmortems-common';
import useAsync from 'react-use/esm/useAsync';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useTranslation } from '../../shared/translation/useTranslation';
import { TraceStep } from './TraceStep';
import { usePostmortemContext } from '../state/postmortemContext';

const useStyles = makeStyles((theme: Theme) => ({
  steps: { listStyle: 'none', margin: 0, padding: 0 },
  cause: {
    padding: theme.spacing(2),
    marginBottom: theme.spacing(3),
    borderLeft: `4px solid ${theme.palette.primary.main}`,
  },
}));

/** The steps of the investigation, including refuted ones. */
export function InvestigationView() {
  const { incidentKey, traceId } = usePostmortemContext().postmortem;
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { loading, error, value } = useAsync(async () => {
    if (!traceId) return undefined;
    const { items } = await api.listTraces(incidentKey);
    return items.find(trace => trace.traceId === traceId);
  }, [api, incidentKey, traceId]);
  if (loading) return <Progress />;
  if (error) return <ResponseErrorPanel error={error} />;
  return value ? (
    <Trace trace={value} />
  ) : (
    <Typography>{t('page.investigation.none')}</Typography>
  );
}

function Trace(props: { trace: InvestigationTrace }) {
  const { trace } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <>
      <Paper variant="outlined" className={classes.cause}>
        <Typography variant="subtitle2" component="h2">
          {t('page.investigation.cause')}
        </Typography>
        <Typography>
          {trace.rootCauseHypothesis ?? t('page.investigation.noCause')}
        </Typography>
        {trace.investigator && (
          <Typography variant="body2" color="textSecondary">
            {t('page.investigation.by', { name: trace.investigator })}
          </Typography>
        )}
        {trace.license && (
          <Typography variant="body2" color="textSecondary">
            {t('page.investigation.license', { license: trace.license })}
          </Typography>
        )}
      </Paper>
      <ol className={classes.steps}>
        {trace.steps.map(step => (
          <TraceStep
            key={step.stepId}
            step={step}
            outcome={trace.stepOutcomes[step.stepId]}
            notes={trace.stepNotes?.[step.stepId]}
          />
        ))}
      </ol>
    </>
  );
}
