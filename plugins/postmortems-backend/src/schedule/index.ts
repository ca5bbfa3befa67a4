export { createScheduleFeature } from './createScheduleFeature';
export { schedulePaths } from './schedulePaths';
