// One chunk with the chart library, which the metrics do not wait for
export { GroupsChart } from './GroupsChart';
export { RangesChart } from './RangesChart';
export { CategoriesChart } from './CategoriesChart';
export { VerdictsChart } from './VerdictsChart';
