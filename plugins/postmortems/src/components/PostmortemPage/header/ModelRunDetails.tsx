import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { ModelRun } from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';

const useStyles = makeStyles((theme: Theme) => ({
  details: { marginTop: theme.spacing(1) },
  list: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

/** One line about the model's part in the draft. */
export function ModelRunSummary(props: { run: ModelRun }) {
  const { t } = useTranslation();
  const { status, model, claims } = props.run;
  return (
    <Typography variant="body2">
      {status === 'failed'
        ? t('page.model.failed')
        : t('page.model.summary', {
            model,
            kept: `${claims.kept}`,
            dropped: `${claims.dropped}`,
          })}
    </Typography>
  );
}

/** The model's input, its cost, and its rejected sentences. */
export function ModelRunDetails(props: { run: ModelRun }) {
  const { run } = props;
  const { evidence, usage, cost, redactions, dropped, message } = run;
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <div className={classes.details}>
      {message && (
        <Typography variant="body2">
          {t('page.model.error', { message })}
        </Typography>
      )}
      <Typography variant="body2">
        {t('page.model.evidence', {
          offered: `${evidence.offered}`,
          total: `${evidence.total}`,
          withheld: `${evidence.withheld}`,
          redactions: `${redactions}`,
        })}
      </Typography>
      <Typography variant="body2">
        {t('page.model.usage', {
          requests: `${usage.requests}`,
          tokens: (usage.inputTokens + usage.outputTokens).toLocaleString(
            'en-US',
          ),
          seconds: (run.durationMs / 1000).toFixed(1),
        })}
        {cost && ` · ${cost.amount.toFixed(4)} ${cost.currency}`}
      </Typography>
      {dropped.length > 0 && (
        <>
          <Typography variant="body2">{t('page.model.dropped')}</Typography>
          <ul className={classes.list}>
            {dropped.map(({ section, text, reasons }, index) => (
              <li key={`${section}-${index}`}>
                <Typography variant="body2" component="span">
                  <s>{text}</s> {reasons.join('; ')}
                </Typography>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
