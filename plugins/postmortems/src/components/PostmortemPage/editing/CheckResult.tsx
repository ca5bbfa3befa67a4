import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { EvidenceSpan } from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import { VerdictBadge } from '../../shared/verdicts/VerdictBadge';
import { MarkedText } from '../content/MarkedText';
import { ContraryEvidence, VerdictReasons } from '../evidence/VerdictReasons';
import { Citations } from './Citations';
import { CorrectableReading } from './CorrectableReading';
import type { SentenceCheck } from './useSentenceChecks';

const useStyles = makeStyles((theme: Theme) => ({
  result: {
    margin: theme.spacing(1, 0),
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
}));

/** The verdict on a sentence that is not saved yet, and evidence found for it. */
export function CheckResult(props: {
  text: string;
  result: SentenceCheck;
  onCorrect(): void;
  onCite(spans: readonly EvidenceSpan[]): void;
}) {
  const { text, result, onCorrect, onCite } = props;
  const { verdict, reading, reasons, found } = result;
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <div className={classes.result}>
      <VerdictBadge verdict={verdict} />
      {reading.leftOver.length > 0 && verdict !== 'supported' && (
        <Typography variant="body2">
          <MarkedText text={text} ranges={reading.leftOver} />
        </Typography>
      )}
      <CorrectableReading text={text} reading={reading} onCorrect={onCorrect} />
      <ContraryEvidence verdict={verdict} reasons={reasons} />
      <VerdictReasons verdict={verdict} reasons={reasons} />
      <Citations
        title={t('page.citing.found')}
        spans={found}
        action={t('page.citing.take')}
        nameAction={quote => t('page.citing.takeOf', { quote })}
        onAction={span => onCite([span])}
      />
      {found.length > 1 && (
        <Button size="small" variant="outlined" onClick={() => onCite(found)}>
          {t('page.citing.takeAll')}
        </Button>
      )}
    </div>
  );
}
