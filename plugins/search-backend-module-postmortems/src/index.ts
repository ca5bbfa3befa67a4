/**
 * Makes postmortems findable by search.
 *
 * @packageDocumentation
 */
export { searchModulePostmortems as default } from './module';
export type { PostmortemDocument } from './PostmortemsCollatorFactory';
