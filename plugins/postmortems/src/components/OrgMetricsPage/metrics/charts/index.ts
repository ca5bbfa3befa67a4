// One chunk with the chart library, loaded after the metrics
export { GroupsChart } from './GroupsChart';
export { RangesChart } from './RangesChart';
export { CategoriesChart } from './CategoriesChart';
export { VerdictsChart } from './VerdictsChart';
