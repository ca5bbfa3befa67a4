import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles } from '@material-ui/core/styles';
import Switch from '@material-ui/core/Switch';
import Typography from '@material-ui/core/Typography';
import { listClaims } from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import { needsAttention } from './claims';
import { Note } from '../../shared/layout/Note';
import { VerdictChanges } from '../review/VerdictChanges';
import { PostmortemSection } from './PostmortemSection';
import { Row } from '../../shared/layout/Row';
import { usePostmortemContext } from '../state/postmortemContext';

const useStyles = makeStyles({ text: { maxWidth: '46rem' } });

/** The sections of a postmortem. */
export function PostmortemContent(props: {
  attention: boolean;
  onAttention(attention: boolean): void;
}) {
  const { attention, onAttention } = props;
  const { postmortem } = usePostmortemContext();
  const classes = useStyles();
  const { t } = useTranslation();
  const doubtful = listClaims(postmortem).filter(needsAttention).length;
  return (
    <div className={classes.text}>
      <Row justifyContent="space-between" mb={2}>
        <Typography variant="body2" color="textSecondary">
          {t('page.content.choose')}
        </Typography>
        <FormControlLabel
          control={
            <Switch
              color="primary"
              checked={attention}
              onChange={event => onAttention(event.target.checked)}
            />
          }
          label={`${t('page.content.attention')} (${doubtful})`}
        />
      </Row>
      {postmortem.rootCauseStatus !== 'confirmed' && (
        <Note tone="warning">
          <Typography>
            {t(`page.rootCause.${postmortem.rootCauseStatus}`)}
          </Typography>
        </Note>
      )}
      {postmortem.verdictChanges && (
        <VerdictChanges changes={postmortem.verdictChanges} />
      )}
      {attention && doubtful === 0 && (
        <Typography>{t('page.content.nothingToAttend')}</Typography>
      )}
      {postmortem.sections.map(section => (
        <PostmortemSection
          key={section.id}
          section={section}
          attention={attention}
        />
      ))}
    </div>
  );
}
