import {
  acceptUndeterminedSchema,
  addBlockSchema,
  createPostmortemSchema,
  decideCauseSchema,
  editBlockSchema,
  evidenceSealSchema,
  exportDocumentSchema,
  exportQuerySchema,
  glossarySchema,
  incidentPictureSchema,
  listPostmortemsQuerySchema,
  listPostmortemsResponseSchema,
  listRevisionsQuerySchema,
  listRevisionsResponseSchema,
  moveBlockSchema,
  provenanceGraphSchema,
  postmortemSchema,
  sectionIdSchema,
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
  '/postmortems/{id}/sections/{sectionId}/blocks': {
    post: operation('addBlock', {
      summary:
        'Adds a block that a person writes to a section. It stays when the postmortem is drafted again.',
      params: id.extend({ sectionId: sectionIdSchema }),
      body: addBlockSchema,
      answer: postmortemSchema,
      created: true,
    }),
  },
  '/postmortems/{id}/blocks/{blockId}/position': {
    put: operation('moveBlock', {
      summary:
        'Moves a block within its section. The order stays when the postmortem is drafted again.',
      params: id.extend({ blockId: z.string() }),
      body: moveBlockSchema,
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
  '/postmortems/{id}/causes/{claimId}/decision': {
    post: operation('decideCause', {
      summary:
        'Confirms a possible cause, rules it out, or opens it again. For people only, with a reason. Answered with 422 and what is missing for a confirmation, and with 409 when it has changed since.',
      params: id.extend({ claimId: z.string() }),
      body: decideCauseSchema,
      answer: postmortemSchema,
      rules: true,
    }),
  },
  '/postmortems/{id}/undetermined': {
    post: operation('acceptUndetermined', {
      summary:
        'Accepts, in words, that the root cause is undetermined; a reason of null takes that back. For people only.',
      params: id,
      body: acceptUndeterminedSchema,
      answer: postmortemSchema,
      rules: true,
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
  '/postmortems/{id}/recheck': {
    post: operation('retryRecheck', {
      summary:
        'Has verdicts recomputed again after the backend ended three times while it did that (`recheckParkedSince`). The answer has the verdicts of before.',
      params: id,
      answer: postmortemSchema,
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
  '/postmortems/{id}/picture': {
    get: operation('getPicture', {
      summary:
        'What the incident looked like over time: phases, alerts, changes, chat, the metrics that moved most, and the leading cause. Bounded, however much evidence there is.',
      params: id,
      answer: incidentPictureSchema,
    }),
  },
  '/postmortems/{id}/glossary': {
    get: operation('getGlossary', {
      summary:
        'The services and metrics that the postmortem names, as the catalog and the cited evidence describe them. Without entities that the caller may not see.',
      params: id,
      answer: glossarySchema,
    }),
  },
  '/postmortems/{id}/export': {
    get: operation('exportPostmortem', {
      summary:
        'Markdown with footnotes, one HTML file with the picture, or JSON with everything that it takes to verify the postmortem elsewhere.',
      params: id,
      query: exportQuerySchema,
      answer: exportDocumentSchema,
      otherTypes: ['text/markdown', 'text/html'],
    }),
  },
};
