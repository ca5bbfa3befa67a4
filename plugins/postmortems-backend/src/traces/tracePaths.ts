import {
  investigationTraceSchema,
  listTracesResponseSchema,
  submitTraceSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { key, operation } from '../platform/http';

export const tracePaths: ZodOpenApiPathsObject = {
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
};
