import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type RootConfigService,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';

const ROOT = 'search.collators.postmortems';
const SCHEDULE_KEYS = ['frequency', 'timeout', 'initialDelay', 'scope'];
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 15 },
  initialDelay: { seconds: 3 },
};

/**
 * Reads `search.collators.postmortems.schedule`. Default: every 10 minutes.
 *
 * @throws `Error` that names each unknown key, or the invalid value
 */
export function readSchedule(
  config: RootConfigService,
): SchedulerServiceTaskScheduleDefinition {
  const root = config.getOptionalConfig(ROOT);
  const schedule = root?.getOptionalConfig('schedule');
  const unknown = [
    ...unknownKeys(root?.keys(), ['schedule'], ROOT),
    ...unknownKeys(schedule?.keys(), SCHEDULE_KEYS, `${ROOT}.schedule`),
  ];
  if (unknown.length > 0) {
    throw new Error(`Unknown keys in the configuration: ${unknown.join(', ')}`);
  }
  return schedule
    ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
    : DEFAULT_SCHEDULE;
}

function unknownKeys(
  keys: readonly string[] = [],
  known: readonly string[],
  path: string,
): string[] {
  return keys.filter(key => !known.includes(key)).map(key => `${path}.${key}`);
}
