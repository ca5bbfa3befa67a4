export { createWebhooksFeature } from './createWebhooksFeature';
export { DeadLetterStore } from './DeadLetterStore';
export { deliveryPaths } from './deliveryPaths';
