import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type {
  ReasoningStep,
  StepNote,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import { DescriptionList } from '../../shared/layout/DescriptionList';
import { JsonPayload } from '../payloads/JsonPayload';
import { Row } from '../../shared/layout/Row';
import { SmallChip } from '../../shared/layout/SmallChip';

const useStyles = makeStyles((theme: Theme) => ({
  step: { padding: theme.spacing(2), marginBottom: theme.spacing(2) },
  refuted: {
    borderStyle: 'dashed',
    backgroundColor: theme.palette.background.default,
  },
  calls: {
    display: 'grid',
    gap: theme.spacing(0, 2),
    gridTemplateColumns: '1fr 2fr',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: '1fr' },
  },
}));

/** A step of an investigation with its validation. */
export function TraceStep(props: {
  step: ReasoningStep;
  outcome: 'validated' | 'refuted';
  /** Why a failed step counts for nothing. */
  notes?: readonly StepNote[];
}) {
  const { step, outcome, notes = [] } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <Paper
      component="li"
      variant="outlined"
      className={`${classes.step} ${
        outcome === 'refuted' ? classes.refuted : ''
      }`}
    >
      <Row justifyContent="space-between">
        <Typography variant="h6" component="h3">
          {step.stepId} · {t(`page.investigation.actions.${step.action}`)}
        </Typography>
        <SmallChip
          variant="outlined"
          label={t(
            `page.investigation.${
              notes.includes('not_checked') ? 'notChecked' : outcome
            }`,
          )}
        />
      </Row>
      <DescriptionList
        entries={[
          [t('page.provenance.types.hypothesis'), step.hypothesis],
          [t('page.investigation.rule'), step.validation.rule],
          [t('page.payload.validation'), step.validation.explanation],
          [t('page.investigation.looked'), step.evidence.join(', ')],
        ]}
      />
      <div className={classes.calls}>
        {(['input', 'output'] as const).map(part => (
          <div key={part}>
            <Typography variant="caption">
              {t(`page.payload.${part}`)}
            </Typography>
            <JsonPayload
              value={step[part]}
              pointer={`/${part}`}
              spans={[]}
              label={`${step.stepId} ${t(`page.payload.${part}`)}`}
            />
          </div>
        ))}
      </div>
      <Typography variant="body2" color="textSecondary">
        {step.nextStep
          ? t('page.investigation.next', { step: step.nextStep })
          : t('page.investigation.end')}
      </Typography>
      {notes.map(note => (
        <Typography key={note} variant="body2" color="textSecondary">
          {t(`page.investigation.notes.${note}`)}
        </Typography>
      ))}
    </Paper>
  );
}
