/**
 * Extension points through which providers join the postmortems backend.
 *
 * @packageDocumentation
 */
export * from './EvidenceSource';
export * from './extensions';
