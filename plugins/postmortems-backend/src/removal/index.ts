export { removeStoredSecrets } from './removeStoredSecrets';
export {
  eraseDeliveries,
  eraseLateDeliveries,
  onlyOf,
  unlessHeld,
} from './eraseDeliveries';
export { incidentRemoval } from './IncidentRemoval';
export { findNames } from './findNames';
export { Mentions } from './Mentions';
export { PersonRemoval } from './PersonRemoval';
export { rewriteDeliveries } from './rewriteDeliveries';
export { rewriteOffers } from './rewriteOffers';
export { rewriteUnassigned } from './rewriteUnassigned';
export {
  learnFrom,
  type RemovalCounts,
  rewriteIncident,
} from './rewriteIncident';
