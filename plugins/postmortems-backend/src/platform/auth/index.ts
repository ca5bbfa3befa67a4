export { DefaultAuthorizer } from './DefaultAuthorizer';
export { haveSameReadAccess } from './haveSameReadAccess';
export type { Authorizer, Caller } from './types';
