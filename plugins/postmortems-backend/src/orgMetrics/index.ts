export {
  alertNamesOf,
  contentMetricsOf,
  type ContentMetrics,
} from './contentMetrics';
export { countActionItems, sumOfOwners } from './countActionItems';
export { orgMetricsPaths } from './orgMetricsPaths';
export { orgMetricsRoutes } from './orgMetricsRoutes';
export { OrgMetricsService } from './OrgMetricsService';
export { OrgMetricsStore } from './OrgMetricsStore';
export {
  recordAlertNames,
  recordIncidentMetrics,
} from './recordIncidentMetrics';
