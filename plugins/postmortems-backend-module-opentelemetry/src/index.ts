/**
 * Brings investigations of agents, as OpenTelemetry records them, as evidence.
 *
 * @packageDocumentation
 */
export { postmortemsModuleOpenTelemetry as default } from './module';
