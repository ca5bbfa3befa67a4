import {
  postmortemApprovePermission,
  postmortemPublishPermission,
  postmortemUpdatePermission,
  transitionSchema,
  type ReviewStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Permission } from '@backstage/plugin-permission-common';
import Router from 'express-promise-router';
import { parse, type RequestContext } from '../platform/http';
import type { PostmortemService } from '../postmortems';
import type { ReviewService } from './ReviewService';

/** One of these allows a step to a status. Any of them allows a step back. */
const STEP_BACK = [
  postmortemUpdatePermission,
  postmortemApprovePermission,
  postmortemPublishPermission,
];
const PERMISSIONS: Record<ReviewStatus, readonly Permission[]> = {
  draft: STEP_BACK,
  in_review: STEP_BACK,
  approved: [postmortemApprovePermission],
  published: [postmortemPublishPermission],
};

export function reviewRouter(options: {
  context: RequestContext;
  postmortems: PostmortemService;
  review: ReviewService;
}) {
  const { context, postmortems, review } = options;
  const router = Router();

  router.post('/postmortems/:id/transitions', async (req, res) => {
    const { id } = req.params;
    const transition = parse(transitionSchema, req.body);
    const callers = await firstAllowed(
      PERMISSIONS[transition.to],
      async permission => {
        const allowed = await context.writer(req, permission);
        await postmortems.requireWritable({ id, ...allowed });
        return allowed;
      },
    );
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

/** Throws the `NotAllowedError` of the first permission when none is enough. */
async function firstAllowed<T>(
  permissions: readonly Permission[],
  allow: (permission: Permission) => Promise<T>,
): Promise<T> {
  const refusals: unknown[] = [];
  for (const permission of permissions) {
    try {
      return await allow(permission);
    } catch (error) {
      if ((error as Error).name !== 'NotAllowedError') throw error;
      refusals.push(error);
    }
  }
  throw refusals[0];
}
