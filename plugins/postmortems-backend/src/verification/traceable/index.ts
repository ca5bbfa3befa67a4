export { findUntraceable } from './findUntraceable';
export { prepareClaim, prepareFacts } from './prepare';
