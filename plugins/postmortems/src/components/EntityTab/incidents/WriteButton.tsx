import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import { postmortemCreatePermission } from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';

/** Drafts the postmortem of an incident. Hidden without permission. */
export function WriteButton(props: {
  incidentKey: string;
  /** The incident whose postmortem is being drafted. */
  writing?: string;
  onWrite(): void;
}) {
  const { incidentKey: key, writing, onWrite } = props;
  const { t } = useTranslation();
  const { allowed } = usePermission({
    permission: postmortemCreatePermission,
    resourceRef: key,
  });
  if (!allowed) return null;
  const busy = writing === key;
  return (
    <Button
      variant="outlined"
      color="primary"
      // A disabled button would lose the focus
      disabled={writing !== undefined && !busy}
      aria-disabled={busy}
      aria-label={t(
        busy ? 'tab.incidents.writingFor' : 'tab.incidents.writeFor',
        { key },
      )}
      onClick={() => busy || onWrite()}
    >
      {busy ? t('tab.incidents.writing') : t('tab.incidents.write')}
    </Button>
  );
}
