import type { RequestContext } from '../platform/http';
import type { PostmortemService, PostmortemStore } from '../postmortems';
import type { TemplateStore } from '../templates';
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
  templates: { store: TemplateStore };
}) {
  const { context, postmortems, templates } = deps;
  const review = new ReviewService({
    postmortems: postmortems.store,
    reviewStatus: postmortems.reviewStatus,
    templates: templates.store,
  });
  return {
    router: reviewRouter({
      context,
      postmortems: postmortems.service,
      review,
    }),
  };
}
