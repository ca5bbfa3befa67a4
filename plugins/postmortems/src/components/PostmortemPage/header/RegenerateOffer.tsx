import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import type { PostmortemInput } from '@postmortems/backstage-plugin-postmortems-common';
import { useEffect, useRef } from 'react';
import { useTranslation } from '../../shared/translation/useTranslation';
import { Note } from '../../shared/layout/Note';
import { Row } from '../../shared/layout/Row';

/** Offers to regenerate the postmortem after its input has changed. */
export function RegenerateOffer(props: {
  /** The changed input: changed by the reader just now, or since the draft. */
  why: PostmortemInput | `${PostmortemInput}Since`;
  allowed: boolean;
  takesFocus: boolean;
  onRegenerate(): void;
  onDismiss(): void;
}) {
  const { why, allowed, takesFocus, onRegenerate, onDismiss } = props;
  const { t } = useTranslation();
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) note.current?.focus();
  }, [takesFocus]);
  return (
    <Note ref={note} tone="info" role="status">
      <Typography>{t(`page.offer.${why}`)}</Typography>
      <Row mt={1}>
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
      </Row>
    </Note>
  );
}
