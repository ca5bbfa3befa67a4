import { mockServices } from '@backstage/backend-test-utils';
import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import type {
  EvidenceSource,
  IncidentAccess,
} from '@postmortems/backstage-plugin-postmortems-node';
import { WorkInProgress } from '../platform/WorkInProgress';
import { schedulePolls } from './schedulePolls';

describe('schedulePolls', () => {
  it('has each source ask soon after the start and then as often as it wants', async () => {
    const scheduled: (SchedulerServiceTaskScheduleDefinition & {
      id: string;
      fn: (signal: AbortSignal) => unknown;
    })[] = [];
    const asked: unknown[] = [];
    const ran: unknown[] = [];
    const source: EvidenceSource = {
      id: 'hook',
      poll: {
        frequency: { minutes: 3 },
        run: async access => {
          asked.push(access);
        },
      },
    };
    const access = {} as IncidentAccess;
    await schedulePolls({
      sources: new Map([
        ['hook', source],
        ['quiet', { id: 'quiet' }],
      ]),
      scheduler: mockServices.scheduler.mock({
        scheduleTask: async task => {
          scheduled.push(task as never);
        },
      }),
      accessFor: () => access,
      monitor: { ran: async run => void ran.push(run) },
      work: new WorkInProgress(),
    });
    expect(scheduled).toMatchObject([
      {
        id: 'postmortems-poll-hook',
        scope: 'global',
        frequency: { minutes: 3 },
        initialDelay: { seconds: 10 },
      },
    ]);
    await scheduled[0].fn(new AbortController().signal);
    expect(asked).toEqual([access]);
    expect(ran).toMatchObject([{ sourceId: 'hook', activity: 'poll' }]);
  });
});
