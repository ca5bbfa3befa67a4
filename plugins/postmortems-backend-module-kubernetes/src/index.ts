/**
 * Rollouts and events of Kubernetes as evidence. The API is called with Node.js'
 * own client, because it is a handful of lists, and the cluster's authority is
 * no concern of other calls.
 *
 * @packageDocumentation
 */
export { postmortemsModuleKubernetes as default } from './module';
