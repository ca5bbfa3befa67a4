/**
 * Evidence source for Prometheus and Alertmanager.
 *
 * @packageDocumentation
 */
export { postmortemsModulePrometheus as default } from './module';
