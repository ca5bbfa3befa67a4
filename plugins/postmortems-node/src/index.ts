/**
 * Extension points and permission rules of the postmortems backend.
 *
 * @packageDocumentation
 */
export * from './EvidenceSource';
export * from './extensionPoints';
export * from './IssueTracker';
export * from './permissions/incidentResource';
export * from './permissions/rules';
export * from './drafting';
export * from './severity';
