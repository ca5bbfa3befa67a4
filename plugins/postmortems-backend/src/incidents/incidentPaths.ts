import {
  createIncidentSchema,
  incidentSchema,
  listIncidentsQuerySchema,
  listIncidentsResponseSchema,
  patchIncidentSchema,
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
