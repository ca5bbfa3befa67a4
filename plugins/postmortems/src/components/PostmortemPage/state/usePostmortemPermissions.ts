import { usePermission } from '@backstage/plugin-permission-react';
import {
  erasureManagePermission,
  incidentUpdatePermission,
  incidentVisibilityPermission,
  postmortemApprovePermission,
  postmortemPublishPermission,
  postmortemUpdatePermission,
} from '@postmortems/backstage-plugin-postmortems-common';

/** What the reader is allowed to do; nothing while this is loading. */
export type PostmortemPermissions = {
  /** Edit and regenerate the postmortem, send it to review, and decide on action items. */
  editPostmortem: boolean;
  /** Approve the postmortem, unless the reader wrote it. */
  approve: boolean;
  publish: boolean;
  /** Edit the incident, and add evidence. */
  changeIncident: boolean;
  /** Make the incident private, or public again. */
  changeVisibility: boolean;
  /** Erase data of people, and the incident. */
  erase: boolean;
};

/**
 * The reader's permissions for an incident and its postmortem. The server
 * enforces them.
 */
export function usePostmortemPermissions(
  incidentKey: string,
): PostmortemPermissions {
  const { allowed: erase } = usePermission({
    permission: erasureManagePermission,
  });
  return {
    editPostmortem: useAllowed(postmortemUpdatePermission, incidentKey),
    approve: useAllowed(postmortemApprovePermission, incidentKey),
    publish: useAllowed(postmortemPublishPermission, incidentKey),
    changeIncident: useAllowed(incidentUpdatePermission, incidentKey),
    changeVisibility: useAllowed(incidentVisibilityPermission, incidentKey),
    erase,
  };
}

function useAllowed(
  permission: typeof postmortemUpdatePermission,
  resourceRef: string,
): boolean {
  return usePermission({ permission, resourceRef }).allowed;
}
