export type { Archive } from './archiveOf';
export { createScheduleFeature } from './createScheduleFeature';
export { schedulePaths } from './schedulePaths';
