export { createReviewFeature } from './createReviewFeature';
export { reviewPaths } from './reviewPaths';
