import Typography from '@material-ui/core/Typography';
import { showBidiControls } from '@postmortems/backstage-plugin-postmortems-common';
import { Note } from '../../shared/layout/Note';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';

/**
 * What the catalog and the sources of evidence say of the incident. Renders
 * nothing when they say nothing.
 */
export function IncidentNotices() {
  const { t } = useTranslation();
  const { notices = [] } = usePostmortemContext().incident;
  if (notices.length === 0) return null;
  return (
    <Note tone="info" label={t('page.notices.label')}>
      {notices.map(({ source, code, message }) => (
        <Typography key={`${source} ${code} ${message}`} variant="body2">
          {showBidiControls(message)}
        </Typography>
      ))}
    </Note>
  );
}
