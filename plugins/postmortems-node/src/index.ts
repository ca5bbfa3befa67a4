/**
 * Extension points through which providers join the postmortems backend.
 *
 * @packageDocumentation
 */
export * from './EvidenceSource';
export * from './extensions';
export * from './IssueTracker';
export * from './permissions/incidentResource';
export * from './permissions/rules';
export * from './synthesis';
