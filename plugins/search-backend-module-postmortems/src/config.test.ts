import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { readSchedule } from './config';

const read = (postmortems?: JsonObject) =>
  readSchedule(
    mockServices.rootConfig({
      data: postmortems ? { search: { collators: { postmortems } } } : {},
    }),
  );
const schedule = { frequency: { hours: 1 }, timeout: { minutes: 20 } };

describe('readSchedule', () => {
  it('returns the default without configuration', () => {
    const usual = {
      frequency: { minutes: 10 },
      timeout: { minutes: 15 },
      initialDelay: { seconds: 3 },
    };
    expect(read()).toEqual(usual);
    expect(read({})).toEqual(usual);
  });

  it('reads the configured schedule', () => {
    expect(read({ schedule })).toMatchObject(schedule);
    expect(
      read({
        schedule: {
          ...schedule,
          frequency: { cron: '0 * * * *' },
          initialDelay: { seconds: 9 },
          scope: 'local',
        },
      }),
    ).toEqual({
      frequency: { cron: '0 * * * *' },
      timeout: { minutes: 20 },
      initialDelay: { seconds: 9 },
      scope: 'local',
    });
  });

  it.each([
    [{ shedule: schedule }, 'search.collators.postmortems.shedule'],
    [
      { schedule: { ...schedule, initalDelay: { seconds: 9 } } },
      'search.collators.postmortems.schedule.initalDelay',
    ],
    [{ schedule: { timeout: { minutes: 20 } } }, 'schedule.frequency'],
    [{ schedule: { ...schedule, scope: 'world' } }, 'world'],
    [{ schedule: { ...schedule, timeout: { minuts: 1 } } }, 'timeout'],
    [{ schedule: 'hourly' }, 'search.collators.postmortems.schedule'],
  ])('rejects %j and names %s', (config, named) => {
    expect(() => read(config)).toThrow(named);
  });
});
