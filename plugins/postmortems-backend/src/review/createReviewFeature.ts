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
  schedule: {
    archiveFailures: (
      incidentKey: string,
    ) => Promise<{ source: string; message: string }[]>;
  };
  postmortems: {
    store: PostmortemStore;
    reviewStatus: ReviewStatusStore;
    service: PostmortemService;
    approvalAuthors: ApprovalAuthors;
  };
}) {
  const { context, postmortems, schedule } = deps;
  const review = new ReviewService({
    postmortems: postmortems.store,
    reviewStatus: postmortems.reviewStatus,
    sealed: postmortems.service,
    archiveFailures: schedule.archiveFailures,
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
