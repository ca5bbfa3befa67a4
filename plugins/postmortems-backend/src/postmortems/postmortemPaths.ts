import {
  createPostmortemSchema,
  editBlockSchema,
  evidenceSealSchema,
  exportDocumentSchema,
  exportQuerySchema,
  listPostmortemsQuerySchema,
  listPostmortemsResponseSchema,
  listRevisionsQuerySchema,
  listRevisionsResponseSchema,
  provenanceGraphSchema,
  postmortemSchema,
  setBlockCategorySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { id, key, operation } from '../platform/http';

export const postmortemPaths: ZodOpenApiPathsObject = {
  '/incidents/{key}/postmortems': {
    post: operation('createPostmortem', {
      summary:
        'Writes the first draft: seals the evidence, checks the investigation, writes the postmortem and checks its claims. One that is there already is answered as it is; regenerate writes it again.',
      params: key,
      body: createPostmortemSchema,
      answer: postmortemSchema,
      created: true,
      rules: true,
    }),
  },
  '/postmortems': {
    get: operation('listPostmortems', {
      summary: 'Postmortems, the newest incident first.',
      query: listPostmortemsQuerySchema,
      answer: listPostmortemsResponseSchema,
    }),
  },
  '/postmortems/{id}': {
    get: operation('getPostmortem', {
      summary: 'A postmortem with its claims and their verdicts.',
      params: id,
      answer: postmortemSchema,
    }),
  },
  '/postmortems/{id}/blocks/{blockId}': {
    put: operation('editBlock', {
      summary:
        'Edits a block. A stale edit is answered with 409 and both texts.',
      params: id.extend({ blockId: z.string() }),
      body: editBlockSchema,
      answer: postmortemSchema,
    }),
  },
  '/postmortems/{id}/blocks/{blockId}/category': {
    put: operation('setBlockCategory', {
      summary:
        'Chooses the category of a cause or contributing factor; null removes it. Answered with 409 when the block has changed since.',
      params: id.extend({ blockId: z.string() }),
      body: setBlockCategorySchema,
      answer: postmortemSchema,
    }),
  },
  '/postmortems/{id}/regenerate': {
    post: operation('regenerate', {
      summary:
        'Drafts the postmortem again from the current evidence. Edits by people stay.',
      params: id,
      answer: postmortemSchema,
      rules: true,
    }),
  },
  '/postmortems/{id}/revisions': {
    get: operation('listRevisions', {
      summary: 'Every revision of the postmortem, the newest first.',
      params: id,
      query: listRevisionsQuerySchema,
      answer: listRevisionsResponseSchema,
    }),
  },
  '/postmortems/{id}/seal': {
    get: operation('getSeal', {
      summary: 'The seal over the evidence of the newest revision.',
      params: id,
      answer: evidenceSealSchema,
    }),
  },
  '/postmortems/{id}/provenance': {
    get: operation('getProvenance', {
      summary: 'The graph from claims to evidence, steps and hypotheses.',
      params: id,
      answer: provenanceGraphSchema,
    }),
  },
  '/postmortems/{id}/export': {
    get: operation('exportPostmortem', {
      summary:
        'Markdown with footnotes, or JSON with everything that it takes to verify the postmortem elsewhere.',
      params: id,
      query: exportQuerySchema,
      answer: exportDocumentSchema,
      markdown: true,
    }),
  },
};
