import { Progress, ResponseErrorPanel } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ArrowBackIcon from '@material-ui/icons/ArrowBack';
import {
  showBidiControls,
  parseKnownPayload,
  type EvidenceStatement,
  type JsonObject,
  type SectionId,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useMountFocus } from '../../shared/form/useMountFocus';
import { useTranslation } from '../../shared/translation/useTranslation';
import { describePayload } from '../../shared/evidence/describeEvidence';
import type { CitedSource } from '../evidence/useEvidence';
import { useEvidenceName } from '../evidence/useEvidenceName';
import { usePostmortemContext } from '../state/postmortemContext';
import { PartOfText } from './PartOfText';

/** Milliseconds after the last change of a selection. */
const SETTLED = 300;

const useStyles = makeStyles((theme: Theme) => ({
  head: { margin: theme.spacing(1, 0, 2), overflowWrap: 'anywhere' },
  title: { marginTop: theme.spacing(2) },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  // The first line beside the box, and the whole width for a long sentence
  label: { alignItems: 'flex-start', overflowWrap: 'anywhere' },
  text: { paddingTop: 9 },
}));

/** Chooses from what can be said of one piece of evidence. */
export function StatementChoice(props: {
  source: CitedSource;
  section?: SectionId;
  chosen: readonly EvidenceStatement[];
  onChange(chosen: EvidenceStatement[]): void;
  onBack(): void;
}) {
  const { source, section, chosen, onChange, onBack } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { incidentKey } = usePostmortemContext().postmortem;
  const nameOf = useEvidenceName();
  const back = useMountFocus<HTMLButtonElement>();
  const words = sayingOf(source.payload);
  const [selection, setSelection] = useState('');
  const [quote, setQuote] = useState('');
  useDebounce(() => setQuote(selection.trim()), SETTLED, [selection]);
  const { value, loading, error } = useAsync(
    () =>
      api.listStatements(incidentKey, source.id, {
        section,
        ...(quote !== '' && { quote }),
      }),
    [api, incidentKey, source.id, section, quote],
  );
  const isChosen = ({ text }: EvidenceStatement) =>
    chosen.some(one => one.text === text);
  const statements = value?.statements ?? [];
  return (
    <>
      <Button
        ref={back}
        size="small"
        startIcon={<ArrowBackIcon />}
        onClick={onBack}
      >
        {t('page.citing.back')}
      </Button>
      <div className={classes.head}>
        {source.node && (
          <Typography>
            {describePayload(source.payload) || source.id}
          </Typography>
        )}
        <Typography
          variant="body2"
          color={source.node ? 'textSecondary' : 'textPrimary'}
        >
          {nameOf(source)}
        </Typography>
      </div>
      {words && (
        <PartOfText
          id="statement-part"
          text={words}
          help={t('page.statements.partHelp')}
          onSelect={setSelection}
        />
      )}
      <Typography variant="subtitle2" component="h3" className={classes.title}>
        {t('page.statements.list')}
      </Typography>
      {loading && !value && <Progress />}
      {error && <ResponseErrorPanel error={error} />}
      {value && statements.length === 0 && (
        <Typography role="status">{t('page.statements.none')}</Typography>
      )}
      <ul
        className={classes.list}
        aria-label={t('page.statements.list')}
        aria-busy={loading}
      >
        {statements.map(statement => (
          <li key={statement.text}>
            <FormControlLabel
              className={classes.label}
              control={
                <Checkbox
                  color="primary"
                  checked={isChosen(statement)}
                  onChange={event =>
                    onChange(
                      event.target.checked
                        ? [...chosen, statement]
                        : chosen.filter(({ text }) => text !== statement.text),
                    )
                  }
                />
              }
              label={
                <Typography variant="body2" className={classes.text}>
                  {showBidiControls(statement.text)}
                </Typography>
              }
            />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The words of a source of which a part can be quoted. */
function sayingOf(payload: JsonObject): string | undefined {
  const known = parseKnownPayload(payload);
  switch (known?.kind) {
    case 'message':
      return known.text;
    case 'log':
    case 'event':
      return known.message;
    default:
      return undefined;
  }
}
