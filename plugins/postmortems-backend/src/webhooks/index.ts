export { BodyPool } from './BodyPool';
export { createWebhooksFeature } from './createWebhooksFeature';
export { DeadLetterStore } from './DeadLetterStore';
export { deliveryPaths } from './deliveryPaths';
export { withBody } from './readBody';
