import { Progress, ResponseErrorPanel } from '@backstage/core-components';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CloseIcon from '@material-ui/icons/Close';
import {
  describePictureElement,
  resolvePointer,
  type EventRef,
  type PictureElement,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import { CitedEvidence } from '../evidence/CitedEvidence';
import { SidePanel } from '../evidence/SidePanel';
import { useEvidence } from '../evidence/useEvidence';
import { usePostmortemContext } from '../state/postmortemContext';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
  },
});

/** The evidence of an element of the picture, in the panel that claims have. */
export function PictureEvidence(props: {
  element: PictureElement;
  evidence: EventRef;
  onClose(): void;
}) {
  const { element, evidence, onClose } = props;
  const { evidence: id, pointer } = evidence;
  const classes = useStyles();
  const { t } = useTranslation();
  const { postmortem } = usePostmortemContext();
  const { loading, error, value: sources } = useEvidence(postmortem, [id]);
  const source = sources?.get(id);
  return (
    <SidePanel
      label={t('page.picture.evidence')}
      about={element.id}
      onClose={onClose}
    >
      {() => (
        <>
          <div className={classes.head}>
            <Typography variant="subtitle1" component="h3">
              {describePictureElement(element)}
            </Typography>
            <IconButton
              size="small"
              aria-label={t('page.evidence.close')}
              onClick={onClose}
            >
              <CloseIcon />
            </IconButton>
          </div>
          {loading && <Progress />}
          {error && <ResponseErrorPanel error={error} />}
          {sources && !loading && (
            <CitedEvidence
              id={id}
              source={source}
              spans={
                source && pointer
                  ? [
                      {
                        evidenceId: id,
                        pointer,
                        quote: `${resolvePointer(source.payload, pointer)}`,
                      },
                    ]
                  : []
              }
            />
          )}
        </>
      )}
    </SidePanel>
  );
}
