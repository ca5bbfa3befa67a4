/**
 * GitHub's deployments, releases, merged pull requests and workflow runs as evidence.
 *
 * @packageDocumentation
 */
export { postmortemsModuleGithub as default } from './module';
