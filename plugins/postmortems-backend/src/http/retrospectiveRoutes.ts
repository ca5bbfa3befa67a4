import {
  createRetrospectiveSchema,
  exportQuerySchema,
  listRetrospectivesQuerySchema,
  listRevisionsQuerySchema,
  retrospectiveCreatePermission,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import type { TemplateResolver } from '../catalog/types';
import { parse } from '../input';
import type { RetrospectiveService } from '../retrospectives';
import type { RequestContext } from './RequestContext';

export function retrospectiveRoutes(options: {
  context: RequestContext;
  retrospectives: RetrospectiveService;
  templates: TemplateResolver;
}) {
  const { context, retrospectives, templates } = options;
  const router = Router();

  router.post('/incidents/:key/retrospectives', async (req, res) => {
    const { key } = req.params;
    const callers = await context.writer(req, retrospectiveCreatePermission);
    const { template } = parse(createRetrospectiveSchema, req.body ?? {});
    const { retrospective, created } = await context.audited(
      req,
      'retrospective-create',
      { incidentKey: key },
      () => retrospectives.create({ key, template, ...callers }),
    );
    const { id } = retrospective;
    res
      .status(created ? 201 : 200)
      .json(await retrospectives.get({ id, caller: callers.reader }));
  });

  router.get('/retrospectives', async (req, res) => {
    const caller = await context.caller(req);
    const query = parse(listRetrospectivesQuerySchema, req.query);
    res.json(await retrospectives.list({ query, caller }));
  });

  router.get('/retrospectives/:id', async (req, res) => {
    const caller = await context.caller(req);
    res.json(await retrospectives.get({ id: req.params.id, caller }));
  });

  router.get('/retrospectives/:id/revisions', async (req, res) => {
    const caller = await context.caller(req);
    const query = parse(listRevisionsQuerySchema, req.query);
    const { id } = req.params;
    res.json(await retrospectives.listRevisions({ id, query, caller }));
  });

  router.get('/retrospectives/:id/seal', async (req, res) => {
    const caller = await context.caller(req);
    res.json(await retrospectives.getSeal({ id: req.params.id, caller }));
  });

  router.get('/retrospectives/:id/provenance', async (req, res) => {
    const caller = await context.caller(req);
    res.json(await retrospectives.getProvenance({ id: req.params.id, caller }));
  });

  router.get('/retrospectives/:id/export', async (req, res) => {
    const caller = await context.caller(req);
    const { format } = parse(exportQuerySchema, req.query);
    const { id } = req.params;
    if (format === 'json') {
      res.json(await retrospectives.exportJson({ id, caller }));
      return;
    }
    res
      .type('text/markdown')
      .send(await retrospectives.exportMarkdown({ id, caller }));
  });

  router.get('/templates', async (req, res) => {
    await context.caller(req);
    res.json({ items: templates.list() });
  });

  return router;
}
