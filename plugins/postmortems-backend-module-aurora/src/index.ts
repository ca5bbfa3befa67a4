/**
 * Brings investigations of Aurora as evidence.
 *
 * @packageDocumentation
 */
export { postmortemsModuleAurora as default } from './module';
