export { createWebhooksFeature } from './createWebhooksFeature';
