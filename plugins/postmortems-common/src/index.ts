/**
 * Types, zod schemas, permissions and API client of the postmortems plugins.
 *
 * @packageDocumentation
 */
export * from './actionItemDue';
export * from './actionItemWording';
export * from './approval';
export * from './csvCell';
export * from './annotations';
export * from './permissions';
export * from './events';
export * from './progress';
export * from './replaceWords';
export * from './schema';
export * from './text';
export * from './picture';
export * from './pointer/pointer';
export * from './client/PostmortemsClient';
