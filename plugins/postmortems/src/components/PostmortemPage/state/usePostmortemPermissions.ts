import { usePermission } from '@backstage/plugin-permission-react';
import {
  incidentUpdatePermission,
  postmortemUpdatePermission,
} from '@postmortems/backstage-plugin-postmortems-common';

/** What the reader is allowed to do; nothing while this is loading. */
export type PostmortemPermissions = {
  /** Edit, regenerate and review the postmortem, and decide on action items. */
  editPostmortem: boolean;
  /** Edit the incident, and add evidence. */
  changeIncident: boolean;
};

/**
 * The reader's permissions for an incident and its postmortem. The server
 * enforces them.
 */
export function usePostmortemPermissions(
  incidentKey: string,
): PostmortemPermissions {
  const edit = usePermission({
    permission: postmortemUpdatePermission,
    resourceRef: incidentKey,
  });
  const change = usePermission({
    permission: incidentUpdatePermission,
    resourceRef: incidentKey,
  });
  return { editPostmortem: edit.allowed, changeIncident: change.allowed };
}
