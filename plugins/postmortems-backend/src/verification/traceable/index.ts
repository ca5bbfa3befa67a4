export { findUntraceable } from './findUntraceable';
