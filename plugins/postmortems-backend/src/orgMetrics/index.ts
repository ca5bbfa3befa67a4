export {
  alertNamesOf,
  contentMetricsOf,
  type ContentMetrics,
} from './contentMetrics';
export { countActionItems, sumOfOwners } from './countActionItems';
export { orgMetricsPaths } from './orgMetricsPaths';
export { createOrgMetricsFeature } from './createOrgMetricsFeature';
export {
  recordAlertNames,
  recordIncidentMetrics,
} from './recordIncidentMetrics';
