import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  listSearchDocumentsQuerySchema,
  listSearchDocumentsResponseSchema,
  type SearchDocument,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';

/** A postmortem as the endpoint answers it. */
export const searchDocument = (
  id: string,
  more: Partial<SearchDocument> = {},
): SearchDocument => ({
  id,
  incidentKey: `INC-${id}`,
  title: `Title ${id}`,
  status: 'published',
  severity: 'sev2',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00.000Z',
  updatedAt: '2026-03-04T09:00:00.000Z',
  summary: `Orders failed at ${id}.`,
  causes: 'The pool was full.',
  ...more,
});

export const searchDocuments = (count: number) =>
  Array.from({ length: count }, (_, n) => searchDocument(`r${n}`));

/**
 * A page of the documents as the endpoint answers it, parsed by the schemas of
 * the API.
 */
export function pageOf(documents: SearchDocument[], query: unknown) {
  const { cursor, limit } = listSearchDocumentsQuerySchema.parse(query);
  const from = Number(cursor ?? 0);
  const to = from + limit;
  return listSearchDocumentsResponseSchema.parse({
    items: documents.slice(from, to),
    pageInfo: to < documents.length ? { nextCursor: String(to) } : {},
  });
}

/**
 * Stands in for the postmortems backend, with `GET /search-documents` over the
 * documents of the moment.
 */
export function fixturePostmortems(documents: SearchDocument[]) {
  const state = {
    documents,
    /** Requests for a page so far. */
    requests: 0,
    /** Runs before a page is answered; what it throws is the answer. */
    beforePage: (_request: number): Promise<void> | void => {},
  };
  const feature = createBackendPlugin({
    pluginId: 'postmortems',
    register(env) {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          const router = Router();
          router.get('/v1/search-documents', async (req, res) => {
            state.requests += 1;
            await state.beforePage(state.requests);
            res.json(pageOf(state.documents, req.query));
          });
          httpRouter.use(router);
        },
      });
    },
  });
  return { state, feature };
}
