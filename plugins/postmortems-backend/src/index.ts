/**
 * Evidence store, verification pipeline and HTTP API of the postmortems
 * plugins.
 *
 * @packageDocumentation
 */
export { createOpenApiDocument } from './createOpenApiDocument';
export {
  databaseHealthServiceFactory,
  promptShutdownHttpServiceFactory,
} from './operations';
export { postmortemsPlugin as default } from './plugin';
