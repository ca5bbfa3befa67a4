import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import type { ChangesSinceDraft } from '@postmortems/backstage-plugin-postmortems-common';
import { useEffect, useRef } from 'react';
import { useTranslation } from '../../shared/translation/useTranslation';
import { Note } from '../../shared/layout/Note';
import { Row } from '../../shared/layout/Row';

/** What a reader changes. */
export type ChangedInput = 'incident' | 'evidence';

/** Offers to regenerate the postmortem after its input has changed. */
export function RegenerateOffer(props: {
  /** What the reader changed just now, or what has changed since the draft. */
  why: ChangedInput | ChangesSinceDraft;
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
  const since = ({ incident = [], evidence = 0 }: ChangesSinceDraft) =>
    [
      ...(incident.length > 0
        ? [
            t('page.offer.fields', {
              fields: incident
                .map(field => t(`common.names.${field}`))
                .join(', '),
            }),
          ]
        : []),
      ...(evidence > 0 ? [t('page.offer.added', { count: evidence })] : []),
      t('page.offer.include'),
    ].join(' ');
  return (
    <Note ref={note} tone="info" role="status">
      <Typography>
        {typeof why === 'string' ? t(`page.offer.${why}`) : since(why)}
      </Typography>
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
