import Router from 'express-promise-router';
import type { RequestContext } from '../platform/http';
import type { TemplateResolver } from './TemplateResolver';

export function templateRouter(options: {
  context: RequestContext;
  templates: TemplateResolver;
}) {
  const { context, templates } = options;
  const router = Router();

  router.get('/templates', async (req, res) => {
    await context.caller(req);
    res.json({ items: templates.list() });
  });

  return router;
}
