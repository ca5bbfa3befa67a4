import type { RequestContext } from '../platform/http';
import type {
  ApprovalAuthors,
  PostmortemService,
  PostmortemStore,
  ReviewStatusStore,
} from '../postmortems';
import { ReviewService } from './ReviewService';
import { reviewRouter } from './reviewRouter';

export function createReviewFeature(deps: {
  context: RequestContext;
  postmortems: {
    store: PostmortemStore;
    reviewStatus: ReviewStatusStore;
    service: PostmortemService;
    approvalAuthors: ApprovalAuthors;
  };
}) {
  const { context, postmortems } = deps;
  const review = new ReviewService({
    postmortems: postmortems.store,
    reviewStatus: postmortems.reviewStatus,
    sealed: postmortems.service,
    approvalAuthors: postmortems.approvalAuthors,
  });
  return {
    router: reviewRouter({
      context,
      postmortems: postmortems.service,
      review,
    }),
  };
}
