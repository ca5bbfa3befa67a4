/**
 * Brings investigations of HolmesGPT as evidence.
 *
 * @packageDocumentation
 */
export { postmortemsModuleHolmesGpt as default } from './module';
