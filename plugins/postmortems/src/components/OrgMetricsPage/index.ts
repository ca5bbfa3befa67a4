export { OrgMetricsPage } from './OrgMetricsPage';
