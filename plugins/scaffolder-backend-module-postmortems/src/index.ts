/**
 * Actions with which software templates start retrospectives.
 *
 * @packageDocumentation
 */
export { scaffolderModulePostmortems as default } from './module';
