import { useApi } from '@backstage/core-plugin-api';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Switch from '@material-ui/core/Switch';
import Typography from '@material-ui/core/Typography';
import { listClaims } from '@postmortems/backstage-plugin-postmortems-common';
import { useRef } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { useTranslation } from '../../shared/translation/useTranslation';
import { lacksContent, needsAttention, sectionsToShow } from './claims';
import { ContentsList, useRoomForContents } from './ContentsList';
import { GlossarySection } from './GlossarySection';
import { GLOSSARY_ID } from './sectionElementId';
import { useOpeningScroll } from './useOpeningScroll';
import { Note } from '../../shared/layout/Note';
import { SealProblems } from '../review/SealProblems';
import { VerdictChanges } from '../review/VerdictChanges';
import { PostmortemSection } from './PostmortemSection';
import { Row } from '../../shared/layout/Row';
import { usePostmortemContext } from '../state/postmortemContext';

const useStyles = makeStyles((theme: Theme) => ({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 46rem)',
    '@media print': { display: 'block' },
  },
  withContents: {
    gridTemplateColumns: 'minmax(0, 46rem) minmax(10rem, 14rem)',
    columnGap: theme.spacing(5),
    alignItems: 'start',
  },
}));

/** The sections of a postmortem. */
export function PostmortemContent(props: {
  attention: boolean;
  onAttention(attention: boolean): void;
}) {
  const { attention, onAttention } = props;
  const { postmortem, allowed, selectedClaim } = usePostmortemContext();
  const classes = useStyles();
  const { t } = useTranslation();
  const text = useRef<HTMLDivElement>(null);
  useOpeningScroll(text, selectedClaim);
  const hasRoom = useRoomForContents();
  const sections = sectionsToShow(postmortem, {
    attention,
    canEdit: allowed.editPostmortem,
  });
  const { id, revision } = postmortem;
  const api = useApi(postmortemsApiRef);
  const glossary = useAsync(() => api.getGlossary(id), [api, id, revision]);
  const terms = attention ? [] : glossary.value?.terms ?? [];
  const toAttend =
    listClaims(postmortem).filter(needsAttention).length +
    postmortem.sections.filter(one => lacksContent(one, postmortem)).length;
  return (
    <div
      className={`${classes.columns} ${
        hasRoom && !selectedClaim ? classes.withContents : ''
      }`}
    >
      {/* On wide screens the evidence of a claim takes their place */}
      {!(hasRoom && selectedClaim) && (
        <ContentsList
          sections={
            terms.length > 0
              ? [
                  ...sections,
                  { id: GLOSSARY_ID, title: t('page.glossary.title') },
                ]
              : sections
          }
          isBeside={hasRoom}
        />
      )}
      <div ref={text}>
        <Row justifyContent="space-between" mb={2} data-print="hide">
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
            label={`${t('page.content.attention')} (${toAttend})`}
          />
        </Row>
        {postmortem.sealProblems && (
          <SealProblems problems={postmortem.sealProblems} />
        )}
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
        {attention && sections.length === 0 && (
          <Typography>{t('page.content.nothingToAttend')}</Typography>
        )}
        {sections.map(section => (
          <PostmortemSection
            key={section.id}
            section={section}
            attention={attention}
          />
        ))}
        {terms.length > 0 && <GlossarySection terms={terms} />}
        <ErrorAlert title={t('page.glossary.failed')} error={glossary.error} />
      </div>
    </div>
  );
}
