import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import { postmortemCreatePermission } from '@postmortems/backstage-plugin-postmortems-common';
import { useWords } from '../shared/useWords';

/** Has the postmortem of an incident written; nothing for those who may not. */
export function WriteButton(props: {
  incidentKey: string;
  /** The incident whose postmortem is being written, if any. */
  writing?: string;
  onWrite(): void;
}) {
  const { incidentKey: key, writing, onWrite } = props;
  const { t } = useWords();
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
      // The one that was pressed keeps the focus
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
