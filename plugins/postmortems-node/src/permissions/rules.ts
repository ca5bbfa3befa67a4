import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { severitySchema } from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import { incidentResourceRef } from './incidentResource';

/** Allows incidents whose visibility is `public`. @public */
export const isPublicIncident = createPermissionRule({
  name: 'IS_PUBLIC',
  description: 'Allow incidents that are not private',
  resourceRef: incidentResourceRef,
  apply: incident => incident.visibility === 'public',
  toQuery: () => ({ field: 'visibility' as const, values: ['public'] }),
});

/** Allows incidents that one of the users or groups took part in or created. @public */
export const isIncidentParticipant = createPermissionRule({
  name: 'IS_PARTICIPANT',
  description: 'Allow incidents that one of the users or groups took part in',
  resourceRef: incidentResourceRef,
  paramsSchema: z.object({
    entityRefs: z.array(z.string()).describe('Entity refs of users and groups'),
  }),
  apply: ({ participants, createdBy }, { entityRefs }) =>
    entityRefs.some(ref => participants.includes(ref) || createdBy === ref),
  toQuery: ({ entityRefs }) => ({
    anyOf: [
      { field: 'participant' as const, values: entityRefs },
      { field: 'createdBy' as const, values: entityRefs },
    ],
  }),
});

/** Allows incidents that affect one of the services. @public */
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

/** Allows incidents of one of the severities. @public */
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

/** All permission rules for incidents, by name. @public */
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
 * Conditions for permission policies, one per rule, e.g.
 * `incidentConditions.isPublicIncident()`.
 *
 * @public
 */
export const incidentConditions = conditions;

/**
 * The conditional decision of a policy, made of {@link incidentConditions}.
 *
 * @public
 */
export const createIncidentConditionalDecision = createConditionalDecision;
