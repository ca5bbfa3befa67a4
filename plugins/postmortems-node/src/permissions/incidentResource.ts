import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_INCIDENT,
  type Incident,
} from '@postmortems/backstage-plugin-postmortems-common';

/**
 * One condition on an incident, as the store puts it into its query. Values are alternatives; no values match nothing.
 *
 * @public
 */
export type IncidentFilter = {
  field: 'visibility' | 'createdBy' | 'participant' | 'service' | 'severity';
  values: string[];
};

/** Incidents as permission policies see them. @public */
export const incidentResourceRef = createPermissionResourceRef<
  Incident,
  IncidentFilter
>().with({
  pluginId: 'postmortems',
  resourceType: RESOURCE_TYPE_INCIDENT,
});
