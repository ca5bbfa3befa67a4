import type { RequestContext } from '../platform/http';
import type { PostmortemService, PostmortemStore } from '../postmortems';
import { ReviewService } from './ReviewService';
import { reviewRouter } from './reviewRouter';
import type { ReviewStatusStore } from '../postmortems';

export function createReviewFeature(deps: {
  context: RequestContext;
  postmortems: {
    store: PostmortemStore;
    reviewStatus: ReviewStatusStore;
    service: PostmortemService;
  };
}) {
  const { context, postmortems } = deps;
  const review = new ReviewService({
    postmortems: postmortems.store,
    reviewStatus: postmortems.reviewStatus,
    sealed: postmortems.service,
  });
  return {
    router: reviewRouter({
      context,
      postmortems: postmortems.service,
      review,
    }),
  };
}
