import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { listPictureElements } from '@postmortems/backstage-plugin-postmortems-common';
import { useMemo, useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';
import { PictureChart } from './PictureChart';
import { PictureTable } from './PictureTable';
import { usePictureWords } from './usePictureWords';

const HEADING_ID = 'incident-glance';
const TABLE_ID = 'incident-glance-table';

const useStyles = makeStyles((theme: Theme) => ({
  glance: {
    marginBottom: theme.spacing(3),
    '@media print': { breakInside: 'avoid' },
  },
  button: { '@media print': { display: 'none' } },
}));

/** One picture of the incident, with a table of all that it shows. */
export function IncidentGlance() {
  const classes = useStyles();
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { postmortem, pictureElement, onChoosePictureElement } =
    usePostmortemContext();
  const { id, revision } = postmortem;
  const words = usePictureWords();
  const [asTable, setAsTable] = useState(false);
  const {
    loading,
    error,
    value: picture,
  } = useAsync(() => api.getPicture(id), [api, id, revision]);
  const elements = useMemo(
    () => (picture ? listPictureElements(picture, words) : []),
    [picture, words],
  );
  // Phases alone say no more than the key facts above
  if (picture && elements.every(({ lane }) => lane === 'phases')) return null;
  return (
    <section className={classes.glance} aria-labelledby={HEADING_ID}>
      <Typography variant="h5" component="h2" id={HEADING_ID} gutterBottom>
        {t('page.picture.title')}
      </Typography>
      {loading && !picture && <Progress />}
      <ErrorAlert title={t('page.picture.failed')} error={error} />
      {picture && (
        <>
          <PictureChart
            picture={picture}
            elements={elements}
            chosen={pictureElement?.id}
            onChoose={onChoosePictureElement}
          />
          <Button
            size="small"
            className={classes.button}
            aria-expanded={asTable}
            aria-controls={asTable ? TABLE_ID : undefined}
            onClick={() => setAsTable(!asTable)}
          >
            {t(asTable ? 'page.picture.hideTable' : 'page.picture.showTable')}
          </Button>
          {asTable && (
            <PictureTable
              id={TABLE_ID}
              elements={elements}
              timeZone={words.timeZone}
              moreChanges={picture.moreChanges}
              onChoose={onChoosePictureElement}
            />
          )}
        </>
      )}
    </section>
  );
}
