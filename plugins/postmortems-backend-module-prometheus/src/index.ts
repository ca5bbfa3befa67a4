/**
 * Prometheus and Alertmanager as a source of incidents and evidence.
 *
 * @packageDocumentation
 */
export { postmortemsModulePrometheus as default } from './module';
