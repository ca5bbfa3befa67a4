export { createOpenApiDocument } from './createOpenApiDocument';
