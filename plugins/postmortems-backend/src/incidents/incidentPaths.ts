import {
  MAX_EVIDENCE_BATCH,
  submitEvidenceNodeSchema,
  createIncidentSchema,
  incidentSchema,
  investigationTraceSchema,
  listEvidenceQuerySchema,
  listEvidenceResponseSchema,
  listIncidentsQuerySchema,
  listIncidentsResponseSchema,
  listTracesResponseSchema,
  patchIncidentSchema,
  submitEvidenceResponseSchema,
  submitTraceSchema,
  verifyClaimsResponseSchema,
  verifyClaimsSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { key, operation } from '../platform/http/openApi/operation';

/** Nodes are parsed one by one, so the request's own schema does not say what they are. */
const submitEvidenceBody = z
  .strictObject({
    nodes: z.array(submitEvidenceNodeSchema).min(1).max(MAX_EVIDENCE_BATCH),
  })
  .meta({ id: 'SubmitEvidenceBody' });

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
  '/incidents/{key}/evidence': {
    post: operation('submitEvidence', {
      summary:
        'Adds evidence. Each node is answered on its own; sending one again changes nothing.',
      params: key,
      body: submitEvidenceBody,
      answer: submitEvidenceResponseSchema,
    }),
    get: operation('listEvidence', {
      summary: 'Evidence of an incident by time.',
      params: key,
      query: listEvidenceQuerySchema,
      answer: listEvidenceResponseSchema,
    }),
  },
  '/incidents/{key}/traces': {
    post: operation('submitTrace', {
      summary: 'Adds an investigation, if it keeps every rule.',
      params: key,
      body: submitTraceSchema,
      answer: investigationTraceSchema,
      created: true,
      rules: true,
    }),
    get: operation('listTraces', {
      summary: 'Investigations of an incident, the newest first.',
      params: key,
      answer: listTracesResponseSchema,
    }),
  },
  '/incidents/{key}/claims/verify': {
    post: operation('verifyClaims', {
      summary:
        'What the verifier says of sentences and their spans. Stores nothing.',
      params: key,
      body: verifyClaimsSchema,
      answer: verifyClaimsResponseSchema,
    }),
  },
};
