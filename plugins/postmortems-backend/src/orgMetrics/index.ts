export { MetricsService } from './MetricsService';
