export { createWebhooksFeature } from './createWebhooksFeature';
export { deliveryPaths } from './deliveryPaths';
