import Router from 'express-promise-router';
import type { RequestContext } from '../platform/http';
import type { Categories } from './Categories';

export function categoryRouter(options: {
  context: RequestContext;
  categories: Categories;
}) {
  const { context, categories } = options;
  const router = Router();

  router.get('/contributing-factor-categories', async (req, res) => {
    await context.caller(req);
    res.json({ items: categories.items });
  });

  return router;
}
