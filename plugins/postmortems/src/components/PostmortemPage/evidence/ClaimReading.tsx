import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type {
  Reading,
  TextRange,
} from '@postmortems/backstage-plugin-postmortems-common';
import { EntityNameLink } from '../../shared/catalog/EntityNameLink';
import { useTranslation } from '../../shared/translation/useTranslation';

const useStyles = makeStyles((theme: Theme) => ({
  reading: {
    margin: theme.spacing(1, 0),
    padding: theme.spacing(0.5, 0, 0.5, 1.5),
    borderLeft: `3px solid ${theme.palette.divider}`,
  },
}));

/**
 * What a sentence was understood as, by whom, and the words that this leaves
 * over. Nothing for the renderer's own sentences, which say what they were
 * rendered from.
 */
export function ClaimReading(props: { text: string; reading: Reading }) {
  const { text, reading } = props;
  const { by, readBy, summary, leftOver } = reading;
  const classes = useStyles();
  const { t } = useTranslation();
  if (by === 'renderer') return null;
  return (
    <div className={classes.reading}>
      <Typography variant="body2">
        {summary
          ? t('page.reading.readAs', { summary })
          : t('page.reading.nothing')}
      </Typography>
      {leftOver.length > 0 && (
        <Typography variant="body2">
          {t('page.reading.leftOver', { words: wordsAt(text, leftOver) })}
        </Typography>
      )}
      {summary && (
        <Typography variant="caption" color="textSecondary" component="p">
          {by === 'person' && readBy ? (
            <>
              {t('page.reading.by.person')} <EntityNameLink value={readBy} />
            </>
          ) : (
            t(`page.reading.by.${by === 'person' ? 'somebody' : by}`)
          )}
        </Typography>
      )}
    </div>
  );
}

/** The words at these places of a text, as quotations. */
export function wordsAt(text: string, ranges: readonly TextRange[]): string {
  return ranges
    .map(({ start, end }) => `“${text.slice(start, end)}”`)
    .join(', ');
}
