/**
 * A model behind an OpenAI-compatible API helps to write postmortems.
 *
 * @packageDocumentation
 */
export { postmortemsModuleOpenai as default } from './module';
