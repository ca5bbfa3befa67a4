/**
 * Scaffolder actions that start postmortems and add evidence and action items.
 *
 * @packageDocumentation
 */
export { scaffolderModulePostmortems as default } from './module';
