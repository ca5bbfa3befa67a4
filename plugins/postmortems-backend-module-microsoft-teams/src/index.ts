/**
 * Evidence source for Microsoft Teams.
 *
 * @packageDocumentation
 */
export { postmortemsModuleMicrosoftTeams as default } from './module';
