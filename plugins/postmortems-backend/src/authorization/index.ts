export { DefaultAuthorizer } from './DefaultAuthorizer';
export * from './types';
