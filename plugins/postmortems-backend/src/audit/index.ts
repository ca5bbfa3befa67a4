export { AuditedWrites } from './AuditedWrites';
