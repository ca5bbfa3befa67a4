/**
 * Datadog's monitors, events, incidents, logs and metrics as evidence.
 *
 * @packageDocumentation
 */
export { postmortemsModuleDatadog as default } from './module';
