export { DefaultAuthorizer } from './DefaultAuthorizer';
export { sameReach } from './sameReach';
export type { Authorizer, Caller } from './types';
