import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { PostmortemInput } from '@postmortems/backstage-plugin-postmortems-common';
import { useEffect, useRef } from 'react';
import { useWords } from '../../shared/useWords';
import { Note } from '../../shared/Note';

const useStyles = makeStyles((theme: Theme) => ({
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1),
  },
}));

/** What the document is written from has changed: say so, and offer to write it anew to whoever may. */
export function RegenerateOffer(props: {
  /** What has changed: by the reader just now, or since it was written. */
  why: PostmortemInput | `${PostmortemInput}Since`;
  allowed: boolean;
  takesFocus: boolean;
  onRegenerate(): void;
  onDismiss(): void;
}) {
  const { why, allowed, takesFocus, onRegenerate, onDismiss } = props;
  const classes = useStyles();
  const { t } = useWords();
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) note.current?.focus();
  }, [takesFocus]);
  return (
    <Note ref={note} tone="info" role="status">
      <Typography>{t(`page.offer.${why}`)}</Typography>
      <div className={classes.actions}>
        {allowed && (
          <Button
            size="small"
            color="primary"
            variant="contained"
            onClick={onRegenerate}
          >
            {t('page.actions.regenerate')}
          </Button>
        )}
        <Button size="small" onClick={onDismiss}>
          {t('page.offer.dismiss')}
        </Button>
      </div>
    </Note>
  );
}
