/**
 * Lets a model behind an OpenAI-compatible API help to draft postmortems.
 *
 * @packageDocumentation
 */
export { postmortemsModuleOpenai as default } from './module';
