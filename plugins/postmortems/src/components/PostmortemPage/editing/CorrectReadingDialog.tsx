import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type {
  EvidenceStatement,
  Reading,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { FormDialog } from '../../shared/form/FormDialog';
import { useTranslation } from '../../shared/translation/useTranslation';
import { wordsAt } from '../evidence/ClaimReading';
import { usePostmortemContext } from '../state/postmortemContext';
import { StatementPicker } from './StatementPicker';
import { assertionsOf, withSpans } from './statements';
import type { EditedClaim } from './useBlockEdit';

const FROM_EVIDENCE = 'evidence';

const useStyles = makeStyles((theme: Theme) => ({
  sentence: {
    margin: theme.spacing(0, 0, 2),
    padding: theme.spacing(0.5, 1.5),
    borderLeft: `3px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
  option: { alignItems: 'flex-start', marginBottom: theme.spacing(1) },
  words: { paddingTop: 9, overflowWrap: 'anywhere' },
  evidence: { marginLeft: theme.spacing(1) },
}));

/**
 * Chooses what a sentence is read as: one of the readings that its words allow,
 * or what evidence says.
 */
export function CorrectReadingDialog(props: {
  claim: EditedClaim;
  onChange(part: Pick<EditedClaim, 'assertions' | 'spans'>): void;
  onClose(): void;
}) {
  const { claim, onChange, onClose } = props;
  const { text, kind, spans, assertions } = claim;
  const classes = useStyles();
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { incidentKey } = usePostmortemContext().postmortem;
  const { value, loading, error } = useAsync(async () => {
    const { results } = await api.verifyClaims(incidentKey, {
      claims: [{ text, kind, spans }],
    });
    const [{ reading, alternatives = [] }] = results;
    return { automatic: reading, alternatives };
    // The sentence does not change while the dialog is open
  }, [api, incidentKey]);
  const [picked, setPicked] = useState<string>();
  const [chosen, setChosen] = useState<EvidenceStatement[]>([]);
  const alternatives = value?.alternatives ?? [];
  const isOnlyChoice = value && alternatives.length === 0 && !assertions;
  const choice = picked ?? (isOnlyChoice ? FROM_EVIDENCE : undefined);
  const isFromEvidence = choice === FROM_EVIDENCE;
  const submit = async () => {
    if (isFromEvidence) {
      onChange({
        assertions: assertionsOf(chosen),
        spans: withSpans(spans, chosen),
      });
      return;
    }
    const reading = alternatives[Number(choice)];
    onChange({ assertions: reading?.assertions, spans });
  };
  return (
    <FormDialog
      id="correct-reading"
      title={t('page.correcting.title')}
      failed={t('page.correcting.failed')}
      submit={t('page.correcting.submit')}
      incomplete={
        choice === undefined || (isFromEvidence && chosen.length === 0)
      }
      unsaved={false}
      onSubmit={submit}
      onClose={onClose}
    >
      <Typography className={classes.sentence}>{text}</Typography>
      {loading && <Progress />}
      <ErrorAlert title={t('page.writing.notChecked')} error={error} />
      <RadioGroup
        aria-label={t('page.correcting.choose')}
        value={choice ?? ''}
        onChange={event => setPicked(event.target.value)}
      >
        {alternatives.map((reading, index) => (
          <FormControlLabel
            // Readings have no ids, and their list does not change
            // eslint-disable-next-line react/no-array-index-key
            key={index}
            value={`${index}`}
            className={classes.option}
            control={<Radio color="primary" />}
            label={<ReadingWords text={text} reading={reading} />}
          />
        ))}
        {assertions && value && (
          <FormControlLabel
            value="automatic"
            className={classes.option}
            control={<Radio color="primary" />}
            label={
              <ReadingWords
                text={text}
                reading={value.automatic}
                title={t('page.correcting.automatic')}
              />
            }
          />
        )}
        <FormControlLabel
          value={FROM_EVIDENCE}
          className={classes.option}
          control={<Radio color="primary" />}
          label={
            <Typography variant="body2" className={classes.words}>
              {t('page.correcting.fromEvidence')}
            </Typography>
          }
        />
      </RadioGroup>
      {isFromEvidence && (
        <div className={classes.evidence}>
          <StatementPicker chosen={chosen} onChange={setChosen} />
        </div>
      )}
    </FormDialog>
  );
}

/** A reading in words, and the words of the sentence that it leaves out. */
function ReadingWords(props: {
  text: string;
  reading: Reading;
  title?: string;
}) {
  const { text, reading, title } = props;
  const { summary, leftOver } = reading;
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <div className={classes.words}>
      {title && <Typography variant="subtitle2">{title}</Typography>}
      <Typography variant="body2">
        {summary ?? t('page.reading.nothing')}
      </Typography>
      <Typography variant="caption" color="textSecondary" component="p">
        {leftOver.length > 0
          ? t('page.correcting.leavesOut', { words: wordsAt(text, leftOver) })
          : t('page.correcting.leavesOutNothing')}
      </Typography>
    </div>
  );
}
