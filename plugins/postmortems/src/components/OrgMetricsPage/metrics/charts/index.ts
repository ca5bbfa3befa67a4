// One chunk with the chart library, which the figures do not wait for
export { GroupsChart } from './GroupsChart';
export { RangesChart } from './RangesChart';
export { ThemesChart } from './ThemesChart';
export { VerdictsChart } from './VerdictsChart';
