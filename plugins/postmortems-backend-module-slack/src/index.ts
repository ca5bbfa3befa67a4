/**
 * Evidence source for Slack.
 *
 * @packageDocumentation
 */
export { postmortemsModuleSlack as default } from './module';
