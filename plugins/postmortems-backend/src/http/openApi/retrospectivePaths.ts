import {
  createRetrospectiveSchema,
  editBlockSchema,
  evidenceSealSchema,
  exportDocumentSchema,
  exportQuerySchema,
  listRetrospectivesQuerySchema,
  listRetrospectivesResponseSchema,
  listRevisionsQuerySchema,
  listRevisionsResponseSchema,
  listSearchDocumentsQuerySchema,
  listSearchDocumentsResponseSchema,
  listTemplatesResponseSchema,
  provenanceGraphSchema,
  retrospectiveSchema,
  transitionSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { id, key, operation } from './operation';

export const retrospectivePaths: ZodOpenApiPathsObject = {
  '/incidents/{key}/retrospectives': {
    post: operation('createRetrospective', {
      summary:
        'Writes the first draft: seals the evidence, checks the investigation, writes the retrospective and checks its claims. One that is there already is answered as it is; regenerate writes it again.',
      params: key,
      body: createRetrospectiveSchema,
      answer: retrospectiveSchema,
      created: true,
      rules: true,
    }),
  },
  '/retrospectives': {
    get: operation('listRetrospectives', {
      summary: 'Retrospectives, the newest incident first.',
      query: listRetrospectivesQuerySchema,
      answer: listRetrospectivesResponseSchema,
    }),
  },
  '/retrospectives/{id}': {
    get: operation('getRetrospective', {
      summary: 'The document with its claims and their verdicts.',
      params: id,
      answer: retrospectiveSchema,
    }),
  },
  '/retrospectives/{id}/blocks/{blockId}': {
    put: operation('editBlock', {
      summary:
        'Puts a person’s words into a block. Stale edits are answered with 409 and both texts.',
      params: id.extend({ blockId: z.string() }),
      body: editBlockSchema,
      answer: retrospectiveSchema,
    }),
  },
  '/retrospectives/{id}/regenerate': {
    post: operation('regenerate', {
      summary:
        'Writes the document again from the evidence as it is now. What people wrote stays.',
      params: id,
      answer: retrospectiveSchema,
      rules: true,
    }),
  },
  '/retrospectives/{id}/transitions': {
    post: operation('transition', {
      summary:
        'Leads the document through draft, in_review, approved, published.',
      params: id,
      body: transitionSchema,
      answer: retrospectiveSchema,
      rules: true,
    }),
  },
  '/retrospectives/{id}/revisions': {
    get: operation('listRevisions', {
      summary: 'Every state of the document, the newest first.',
      params: id,
      query: listRevisionsQuerySchema,
      answer: listRevisionsResponseSchema,
    }),
  },
  '/retrospectives/{id}/seal': {
    get: operation('getSeal', {
      summary: 'The seal over the evidence that the document was written from.',
      params: id,
      answer: evidenceSealSchema,
    }),
  },
  '/retrospectives/{id}/provenance': {
    get: operation('getProvenance', {
      summary: 'The graph from claims to evidence, steps and hypotheses.',
      params: id,
      answer: provenanceGraphSchema,
    }),
  },
  '/retrospectives/{id}/export': {
    get: {
      ...operation('exportRetrospective', {
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
      summary: 'The retrospective templates that are loaded.',
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
