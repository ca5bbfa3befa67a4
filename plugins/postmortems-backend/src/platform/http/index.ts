export { createRouter } from './createRouter';
export { createOpenApiDocument } from './openApi';
export { RequestContext } from './RequestContext';
