import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Switch from '@material-ui/core/Switch';
import Typography from '@material-ui/core/Typography';
import type { Postmortem } from '@postmortems/backstage-plugin-postmortems-common';
import { useWords } from '../../shared/useWords';
import { claimsOf, needsAttention } from '../claims';
import { Note } from '../../shared/Note';
import { VerdictChanges } from '../review/VerdictChanges';
import { DocumentSection, type ClaimChoice } from './DocumentSection';

const useStyles = makeStyles((theme: Theme) => ({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(2),
  },
  text: { maxWidth: '46rem' },
}));

/** The postmortem as a document to read. */
export function DocumentView(
  props: {
    postmortem: Postmortem;
    attention: boolean;
    onAttention(attention: boolean): void;
  } & ClaimChoice,
) {
  const { postmortem, attention, onAttention, chosen, onChoose } = props;
  const classes = useStyles();
  const { t } = useWords();
  const doubtful = claimsOf(postmortem).filter(needsAttention).length;
  return (
    <div className={classes.text}>
      <div className={classes.tools}>
        <Typography variant="body2" color="textSecondary">
          {t('page.document.choose')}
        </Typography>
        <FormControlLabel
          control={
            <Switch
              color="primary"
              checked={attention}
              onChange={event => onAttention(event.target.checked)}
            />
          }
          label={`${t('page.document.attention')} (${doubtful})`}
        />
      </div>
      {postmortem.rootCauseStatus === 'undetermined' && (
        <Note tone="warning">
          <Typography>{t('page.undetermined')}</Typography>
        </Note>
      )}
      {postmortem.verdictChanges && (
        <VerdictChanges
          changes={postmortem.verdictChanges}
          onChoose={onChoose}
        />
      )}
      {attention && doubtful === 0 && (
        <Typography>{t('page.document.nothingToAttend')}</Typography>
      )}
      {postmortem.sections.map(section => (
        <DocumentSection
          key={section.id}
          section={section}
          attention={attention}
          chosen={chosen}
          onChoose={onChoose}
        />
      ))}
    </div>
  );
}
