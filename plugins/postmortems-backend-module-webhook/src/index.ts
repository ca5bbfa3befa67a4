/**
 * Webhooks of any sender as evidence, by a mapping in configuration.
 *
 * @packageDocumentation
 */
export { postmortemsModuleWebhook as default } from './module';
