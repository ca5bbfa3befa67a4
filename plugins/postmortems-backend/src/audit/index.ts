export { auditPaths } from './auditPaths';
export { createAuditFeature } from './createAuditFeature';
