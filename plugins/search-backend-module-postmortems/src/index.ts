/**
 * Search collator for postmortems.
 *
 * @packageDocumentation
 */
export { searchModulePostmortems as default } from './module';
export type { PostmortemDocument } from './PostmortemsCollatorFactory';
