export { appendAudit, type Actor, type AuditRow } from './appendAudit';
export { AuditedWrites } from './AuditedWrites';
export { changesBetween } from './changesBetween';
export { apartFromWrite, type KeyedWrite, runKeyedWrite } from './keyedWrite';
