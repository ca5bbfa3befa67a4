import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of incidents and everything that belongs to them. @public */
export const RESOURCE_TYPE_INCIDENT = 'postmortems-incident';

/** Read an incident, its evidence, traces and postmortems. @public */
export const incidentReadPermission = createPermission({
  name: 'postmortems.incident.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_INCIDENT,
});

/** Create an incident. @public */
export const incidentCreatePermission = createPermission({
  name: 'postmortems.incident.create',
  attributes: { action: 'create' },
});

/** Change an incident, or add evidence and traces to it. @public */
export const incidentUpdatePermission = createPermission({
  name: 'postmortems.incident.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_INCIDENT,
});

/**
 * Make an incident private, or public again. Needs
 * {@link incidentUpdatePermission} as well.
 *
 * @public
 */
export const incidentVisibilityPermission = createPermission({
  name: 'postmortems.incident.visibility',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_INCIDENT,
});

/** Draft the postmortem of an incident. @public */
export const postmortemCreatePermission = createPermission({
  name: 'postmortems.postmortem.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_INCIDENT,
});

/** Edit a postmortem, regenerate it, and send it to review. @public */
export const postmortemUpdatePermission = createPermission({
  name: 'postmortems.postmortem.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_INCIDENT,
});

/** Approve a postmortem, or send it back from its review. @public */
export const postmortemApprovePermission = createPermission({
  name: 'postmortems.postmortem.approve',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_INCIDENT,
});

/** Publish a postmortem that is approved, or take it back. @public */
export const postmortemPublishPermission = createPermission({
  name: 'postmortems.postmortem.publish',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_INCIDENT,
});

/**
 * See what webhooks delivered and could not be processed, and retry or drop it.
 * Deliveries belong to no incident yet, so that this is for administrators.
 *
 * @public
 */
export const deliveryManagePermission = createPermission({
  name: 'postmortems.delivery.manage',
  attributes: { action: 'update' },
});

/**
 * See how sources are doing, and evidence that belongs to no incident yet, and
 * assign or dismiss it. It may come from private channels, so that this is for
 * administrators. Assigning it needs {@link incidentUpdatePermission} as well.
 *
 * @public
 */
export const sourceReadPermission = createPermission({
  name: 'postmortems.source.read',
  attributes: { action: 'read' },
});

/**
 * Test the connection to a source, and try what it would take of a past window.
 * That shows evidence of any channel, so that this is for administrators.
 *
 * @public
 */
export const sourceTestPermission = createPermission({
  name: 'postmortems.source.test',
  attributes: { action: 'update' },
});

/**
 * See who changed what, of all incidents. Entries hold no text of documents, but
 * name private incidents, so that this is for administrators.
 *
 * @public
 */
export const auditReadPermission = createPermission({
  name: 'postmortems.audit.read',
  attributes: { action: 'read' },
});

/**
 * Erase the data of a person or the text of an incident, keep an incident whatever
 * its age, and see what retention erases: for administrators. Nothing that was
 * erased comes back.
 *
 * @public
 */
export const erasureManagePermission = createPermission({
  name: 'postmortems.erasure.manage',
  attributes: { action: 'delete' },
});

/** All permissions of the plugin. @public */
export const postmortemsPermissions = [
  incidentReadPermission,
  incidentCreatePermission,
  incidentUpdatePermission,
  incidentVisibilityPermission,
  postmortemCreatePermission,
  postmortemUpdatePermission,
  postmortemApprovePermission,
  postmortemPublishPermission,
  deliveryManagePermission,
  sourceReadPermission,
  sourceTestPermission,
  auditReadPermission,
  erasureManagePermission,
];
