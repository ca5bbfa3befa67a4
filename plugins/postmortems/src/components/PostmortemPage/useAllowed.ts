import { usePermission } from '@backstage/plugin-permission-react';
import {
  incidentUpdatePermission,
  postmortemUpdatePermission,
} from '@postmortems/backstage-plugin-postmortems-common';

/** What the reader may do; nothing until it is known. */
export type Allowed = {
  /** Edit the document, have it regenerated, decide on action items, and lead it through review. */
  editDocument: boolean;
  /** Change the incident, and add evidence to it. */
  changeIncident: boolean;
};

/** What the reader may do with an incident and its postmortem; the server has the last word. */
export function useAllowed(incidentKey: string): Allowed {
  const edit = usePermission({
    permission: postmortemUpdatePermission,
    resourceRef: incidentKey,
  });
  const change = usePermission({
    permission: incidentUpdatePermission,
    resourceRef: incidentKey,
  });
  return { editDocument: edit.allowed, changeIncident: change.allowed };
}
