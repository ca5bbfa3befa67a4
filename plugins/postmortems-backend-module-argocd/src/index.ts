/**
 * Syncs and health of Argo CD applications as evidence.
 *
 * @packageDocumentation
 */
export { postmortemsModuleArgoCd as default } from './module';
