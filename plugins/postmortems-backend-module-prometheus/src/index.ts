/**
 * Evidence sources for Prometheus with Alertmanager, and for Grafana.
 *
 * @packageDocumentation
 */
export { postmortemsModulePrometheus as default } from './module';
