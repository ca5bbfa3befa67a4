import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_INCIDENT,
  type Incident,
} from '@postmortems/backstage-plugin-postmortems-common';

/**
 * One condition on incidents, as the store adds it to its query: the field has
 * one of the values. An empty list matches no incident.
 *
 * @public
 */
export type IncidentFilter = {
  field: 'visibility' | 'createdBy' | 'participant' | 'service' | 'severity';
  values: string[];
};

/** The resource that incident permissions and rules are about. @public */
export const incidentResourceRef = createPermissionResourceRef<
  Incident,
  IncidentFilter
>().with({
  pluginId: 'postmortems',
  resourceType: RESOURCE_TYPE_INCIDENT,
});
