import {
  postmortemUpdatePermission,
  setBlockCategorySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import type { RequestContext } from '../platform/http';
import { parse } from '../platform/http/parse';
import type { PostmortemService } from '../postmortems';
import type { Categories } from './Categories';
import type { CategoryService } from './CategoryService';

export function categoryRoutes(options: {
  context: RequestContext;
  postmortems: PostmortemService;
  categories: Categories;
  categoryService: CategoryService;
}) {
  const { context, postmortems, categories, categoryService } = options;
  const router = Router();

  router.get('/contributing-factor-categories', async (req, res) => {
    await context.caller(req);
    res.json({ items: categories.items });
  });

  router.put('/postmortems/:id/blocks/:blockId/category', async (req, res) => {
    const { id, blockId } = req.params;
    const callers = await context.writer(req, postmortemUpdatePermission);
    const choice = parse(setBlockCategorySchema, req.body);
    await postmortems.requireWritable({ id, ...callers });
    const { caller } = callers;
    await context.audited(
      req,
      'postmortem-set-category',
      { postmortemId: id, blockId },
      () => categoryService.setCategory({ id, blockId, choice, caller }),
    );
    res.json(await postmortems.get({ id, caller: callers.reader }));
  });

  return router;
}
