export { createWebhookRouter } from './createWebhookRouter';
export { DefaultIncidentAccess } from './DefaultIncidentAccess';
export { InboxWorker } from './InboxWorker';
