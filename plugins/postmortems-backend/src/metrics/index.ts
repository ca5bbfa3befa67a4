export { MetricsService } from './MetricsService';
export { distributionOf, shareOf } from './statistics';
export { themesOf } from './themes';
