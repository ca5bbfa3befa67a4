import {
  listUploadFormatsResponseSchema,
  uploadQuerySchema,
  uploadResponseSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { key, operation } from '../platform/http';

const upload = operation('uploadEvidence', {
  summary:
    'Adds the evidence in a file that lies within the window of the incident. Sending it again changes nothing.',
  params: key.extend({ format: z.string() }),
  query: uploadQuerySchema,
  body: z.unknown(),
  answer: uploadResponseSchema,
});

export const uploadPaths: ZodOpenApiPathsObject = {
  '/upload-formats': {
    get: operation('listUploadFormats', {
      summary: 'Formats of files that can be uploaded to an incident.',
      answer: listUploadFormatsResponseSchema,
    }),
  },
  '/incidents/{key}/uploads/{format}': {
    post: {
      ...upload,
      requestBody: {
        required: true,
        description: 'The file as it is, whatever its content type.',
        content: { 'application/octet-stream': {} },
      },
    },
  },
};
