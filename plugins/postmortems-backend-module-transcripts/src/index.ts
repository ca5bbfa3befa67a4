/**
 * Evidence source for transcripts of calls, as uploaded files.
 *
 * @packageDocumentation
 */
export { postmortemsModuleTranscripts as default } from './module';
