import {
  createIncidentSchema,
  incidentSchema,
  listIncidentsQuerySchema,
  listIncidentsResponseSchema,
  listMissingServicesResponseSchema,
  patchIncidentSchema,
  reassignIncidentsResponseSchema,
  reassignIncidentsSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { key, operation } from '../platform/http';

export const incidentPaths: ZodOpenApiPathsObject = {
  '/incidents': {
    post: operation('createIncident', {
      summary: 'Opens an incident. Sending the same again changes nothing.',
      body: createIncidentSchema,
      answer: incidentSchema,
      created: true,
    }),
    get: operation('listIncidents', {
      summary: 'Incidents, the newest start first.',
      query: listIncidentsQuerySchema,
      answer: listIncidentsResponseSchema,
    }),
  },
  '/incidents/reassign': {
    post: operation('reassignIncidents', {
      summary: 'Replaces a service by another one in all incidents.',
      body: reassignIncidentsSchema,
      answer: reassignIncidentsResponseSchema,
    }),
  },
  '/services/missing': {
    get: operation('listMissingServices', {
      summary: 'Services of incidents that the catalog does not have.',
      answer: listMissingServicesResponseSchema,
    }),
  },
  '/incidents/{key}': {
    get: operation('getIncident', {
      summary: 'One incident.',
      params: key,
      answer: incidentSchema,
    }),
    patch: operation('patchIncident', {
      summary: 'Changes fields of an incident; null clears one.',
      params: key,
      body: patchIncidentSchema,
      answer: incidentSchema,
    }),
  },
};
