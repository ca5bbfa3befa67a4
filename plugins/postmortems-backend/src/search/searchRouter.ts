import { listSearchDocumentsQuerySchema } from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { parse, type RequestContext } from '../platform/http';
import type { SearchDocumentService } from './SearchDocumentService';

export function searchRouter(options: {
  context: RequestContext;
  searchDocuments: SearchDocumentService;
}) {
  const { context, searchDocuments } = options;
  const router = Router();

  router.get('/search-documents', async (req, res) => {
    const caller = await context.caller(req);
    const query = parse(listSearchDocumentsQuerySchema, req.query);
    res.json(await searchDocuments.list({ query, caller }));
  });

  return router;
}
