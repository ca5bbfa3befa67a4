/**
 * Evidence store, verification pipeline and HTTP API of the postmortems plugins.
 *
 * @packageDocumentation
 */
export { createOpenApiDocument } from './platform/http';
export { postmortemsPlugin as default } from './plugin';
