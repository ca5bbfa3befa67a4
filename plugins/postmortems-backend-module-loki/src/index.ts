/**
 * Log lines of Loki as evidence.
 *
 * @packageDocumentation
 */
export { postmortemsModuleLoki as default } from './module';
