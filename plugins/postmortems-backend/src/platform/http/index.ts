export { plainIssue } from './plainIssue';
export { buildOpenApiDocument } from './buildOpenApiDocument';
export { toPublicError } from './errorBorder';
export { id, itemId, key, operation } from './operation';
export { InvalidFieldsError, parse, parseFlat } from './parse';
export {
  limitApi,
  limitWebhooks,
  type RateLimits,
  type SenderCheck,
} from './rateLimits';
export { readHttpConfig } from './readHttpConfig';
export { RequestContext } from './RequestContext';
export { RuleViolationError } from './RuleViolationError';
export { mountRouters } from './mountRouters';
export { toResponse } from './toResponse';
