import {
  postmortemUpdatePermission,
  transitionSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { parse, type RequestContext } from '../platform/http';
import type { PostmortemService } from '../postmortems';
import type { ReviewService } from './ReviewService';

export function reviewRouter(options: {
  context: RequestContext;
  postmortems: PostmortemService;
  review: ReviewService;
}) {
  const { context, postmortems, review } = options;
  const router = Router();

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
