/**
 * Evidence source for Zoom.
 *
 * @packageDocumentation
 */
export { postmortemsModuleZoom as default } from './module';
