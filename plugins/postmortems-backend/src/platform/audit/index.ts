export {
  appendAudit,
  type Actor,
  type AuditEntry,
  type AuditRow,
} from './appendAudit';
export { AuditedWrites } from './AuditedWrites';
