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
  listSearchDocumentsQuerySchema,
  listSearchDocumentsResponseSchema,
  listTemplatesResponseSchema,
  provenanceGraphSchema,
  postmortemSchema,
  transitionSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { id, key, operation } from '../platform/http/openApi/operation';

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
      summary: 'The document with its claims and their verdicts.',
      params: id,
      answer: postmortemSchema,
    }),
  },
  '/postmortems/{id}/blocks/{blockId}': {
    put: operation('editBlock', {
      summary:
        'Puts a person’s words into a block. Stale edits are answered with 409 and both texts.',
      params: id.extend({ blockId: z.string() }),
      body: editBlockSchema,
      answer: postmortemSchema,
    }),
  },
  '/postmortems/{id}/regenerate': {
    post: operation('regenerate', {
      summary:
        'Writes the document again from the evidence as it is now. What people wrote stays.',
      params: id,
      answer: postmortemSchema,
      rules: true,
    }),
  },
  '/postmortems/{id}/transitions': {
    post: operation('transition', {
      summary:
        'Leads the document through draft, in_review, approved, published.',
      params: id,
      body: transitionSchema,
      answer: postmortemSchema,
      rules: true,
    }),
  },
  '/postmortems/{id}/revisions': {
    get: operation('listRevisions', {
      summary: 'Every state of the document, the newest first.',
      params: id,
      query: listRevisionsQuerySchema,
      answer: listRevisionsResponseSchema,
    }),
  },
  '/postmortems/{id}/seal': {
    get: operation('getSeal', {
      summary: 'The seal over the evidence that the document was written from.',
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
    get: {
      ...operation('exportPostmortem', {
        summary:
          'Markdown with footnotes, or JSON with everything that it takes to verify the document elsewhere.',
        params: id,
        query: exportQuerySchema,
        answer: exportDocumentSchema,
      }),
    },
  },
  '/templates': {
    get: operation('listTemplates', {
      summary: 'The postmortem templates that are loaded.',
      answer: listTemplatesResponseSchema,
    }),
  },

  '/search-documents': {
    get: operation('listSearchDocuments', {
      summary:
        'What a search index holds: sentences that stand, of public incidents.',
      query: listSearchDocumentsQuerySchema,
      answer: listSearchDocumentsResponseSchema,
    }),
  },
};
