import {
  addBlockSchema,
  editBlockSchema,
  moveBlockSchema,
  postmortemUpdatePermission,
  sectionIdSchema,
  setBlockCategorySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { parse, type RequestContext } from '../platform/http';
import type { BlockCategoryService } from './BlockCategoryService';
import type { EditingService } from './EditingService';
import type { PostmortemService } from './PostmortemService';

export function editingRouter(options: {
  context: RequestContext;
  postmortems: PostmortemService;
  editing: EditingService;
  blockCategories: BlockCategoryService;
}) {
  const { context, postmortems, editing, blockCategories } = options;
  const router = Router();

  router.put('/postmortems/:id/blocks/:blockId', async (req, res) => {
    const { id, blockId } = req.params;
    const callers = await context.writer(req, postmortemUpdatePermission);
    const edit = parse(editBlockSchema, req.body);
    await postmortems.requireWritable({ id, ...callers });
    const { caller } = callers;
    await context.audited(
      req,
      'postmortem-edit',
      { postmortemId: id, blockId },
      () => editing.editBlock({ id, blockId, edit, caller }),
    );
    res.json(await postmortems.get({ id, caller: callers.reader }));
  });

  router.post(
    '/postmortems/:id/sections/:sectionId/blocks',
    async (req, res) => {
      const { id } = req.params;
      const sectionId = parse(sectionIdSchema, req.params.sectionId);
      const callers = await context.writer(req, postmortemUpdatePermission);
      const block = parse(addBlockSchema, req.body);
      await postmortems.requireWritable({ id, ...callers });
      const { caller } = callers;
      await context.audited(
        req,
        'postmortem-add-block',
        { postmortemId: id, sectionId },
        () => editing.addBlock({ id, sectionId, block, caller }),
      );
      res
        .status(201)
        .json(await postmortems.get({ id, caller: callers.reader }));
    },
  );

  router.put('/postmortems/:id/blocks/:blockId/position', async (req, res) => {
    const { id, blockId } = req.params;
    const callers = await context.writer(req, postmortemUpdatePermission);
    const { after } = parse(moveBlockSchema, req.body);
    await postmortems.requireWritable({ id, ...callers });
    const { caller } = callers;
    await context.audited(
      req,
      'postmortem-move-block',
      { postmortemId: id, blockId },
      () => editing.moveBlock({ id, blockId, after, caller }),
    );
    res.json(await postmortems.get({ id, caller: callers.reader }));
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
      () => blockCategories.setCategory({ id, blockId, choice, caller }),
    );
    res.json(await postmortems.get({ id, caller: callers.reader }));
  });

  router.post('/postmortems/:id/regenerate', async (req, res) => {
    const { id } = req.params;
    const callers = await context.writer(req, postmortemUpdatePermission);
    await context.audited(
      req,
      'postmortem-regenerate',
      { postmortemId: id },
      () => postmortems.regenerate({ id, ...callers }),
    );
    res.json(await postmortems.get({ id, caller: callers.reader }));
  });

  return router;
}
