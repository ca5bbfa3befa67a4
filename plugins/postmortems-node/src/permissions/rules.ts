import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { severitySchema } from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import { incidentResourceRef } from './incidentResource';

/** Incidents that everybody with the permission may see. @public */
export const isPublicIncident = createPermissionRule({
  name: 'IS_PUBLIC',
  description: 'Allow incidents that are not private',
  resourceRef: incidentResourceRef,
  apply: incident => incident.visibility === 'public',
  toQuery: () => ({ field: 'visibility' as const, values: ['public'] }),
});

/** Incidents in which one of the claims took part. @public */
export const isIncidentParticipant = createPermissionRule({
  name: 'IS_PARTICIPANT',
  description: 'Allow incidents that one of the users or groups took part in',
  resourceRef: incidentResourceRef,
  paramsSchema: z.object({
    claims: z.array(z.string()).describe('Entity refs of users and groups'),
  }),
  apply: ({ participants, createdBy }, { claims }) =>
    claims.some(claim => participants.includes(claim) || createdBy === claim),
  toQuery: ({ claims }) => ({
    anyOf: [
      { field: 'participant' as const, values: claims },
      { field: 'createdBy' as const, values: claims },
    ],
  }),
});

/** Incidents that touch one of the services. @public */
export const affectsService = createPermissionRule({
  name: 'AFFECTS_SERVICE',
  description: 'Allow incidents that affect one of the services',
  resourceRef: incidentResourceRef,
  paramsSchema: z.object({
    services: z.array(z.string()).describe('Entity refs of services'),
  }),
  apply: (incident, { services }) =>
    incident.services.some(ref => services.includes(ref)),
  toQuery: ({ services }) => ({ field: 'service' as const, values: services }),
});

/** Incidents of a severity. @public */
export const hasSeverity = createPermissionRule({
  name: 'HAS_SEVERITY',
  description: 'Allow incidents of one of the severities',
  resourceRef: incidentResourceRef,
  paramsSchema: z.object({
    severities: z.array(severitySchema).describe('sev1 is the worst'),
  }),
  apply: ({ severity }, { severities }) => severities.includes(severity),
  toQuery: ({ severities }) => ({
    field: 'severity' as const,
    values: severities,
  }),
});

/** All rules on incidents. @public */
export const incidentPermissionRules = {
  isPublicIncident,
  isIncidentParticipant,
  affectsService,
  hasSeverity,
};

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: incidentResourceRef,
  rules: incidentPermissionRules,
});

/**
 * Conditions for permission policies, such as
 * `incidentConditions.isPublicIncident()`.
 *
 * @public
 */
export const incidentConditions = conditions;

/** The decision of a policy that carries conditions on incidents. @public */
export const createIncidentConditionalDecision = createConditionalDecision;
