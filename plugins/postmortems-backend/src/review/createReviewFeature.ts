import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { IncidentStore } from '../incidents';
import type { RequestContext } from '../platform/http';
import type {
  ApprovalAuthors,
  PostmortemService,
  PostmortemStore,
  ReviewStatusStore,
} from '../postmortems';
import { readRoutingConfig } from '../routing';
import type { Archive } from '../schedule';
import { ReviewService } from './ReviewService';
import { reviewRouter } from './reviewRouter';

export function createReviewFeature(deps: {
  context: RequestContext;
  config: RootConfigService;
  incidents: { store: IncidentStore };
  schedule: { archiveOf: (incident: Incident) => Promise<Archive> };
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
    incidents: deps.incidents.store,
    routing: readRoutingConfig(deps.config),
    archiveOf: schedule.archiveOf,
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
