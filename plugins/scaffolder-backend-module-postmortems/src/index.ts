/**
 * Actions with which software templates start postmortems.
 *
 * @packageDocumentation
 */
export { scaffolderModulePostmortems as default } from './module';
