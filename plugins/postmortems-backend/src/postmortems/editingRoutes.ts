import {
  editBlockSchema,
  postmortemUpdatePermission,
  transitionSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { parse } from '../platform/http/parse';
import type { EditingService, PostmortemService, ReviewService } from '.';
import type { RequestContext } from '../platform/http/RequestContext';

export function editingRoutes(options: {
  context: RequestContext;
  postmortems: PostmortemService;
  editing: EditingService;
  review: ReviewService;
}) {
  const { context, postmortems, editing, review } = options;
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

  router.post('/postmortems/:id/transitions', async (req, res) => {
    const { id } = req.params;
    const callers = await context.writer(req, postmortemUpdatePermission);
    const transition = parse(transitionSchema, req.body);
    await postmortems.requireWritable({ id, ...callers });
    const { caller } = callers;
    await context.audited(
      req,
      'postmortem-transition',
      { postmortemId: id, to: transition.to },
      () => review.transition({ id, transition, caller }),
    );
    res.json(await postmortems.get({ id, caller: callers.reader }));
  });

  return router;
}
