export { createIdempotencyFeature } from './createIdempotencyFeature';
export { forgetAnswers } from './IdempotencyStore';
export { releaseFailedWrite } from './repeatableWrites';
