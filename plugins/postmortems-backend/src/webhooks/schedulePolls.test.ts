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
    const started: unknown[] = [];
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
      monitor: {
        started: async ({ sourceId }) => void started.push(sourceId),
        ran: async run => void ran.push(run),
      },
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
    expect(started).toEqual(['hook']);
    expect(ran).toMatchObject([{ sourceId: 'hook', activity: 'poll' }]);
  });

  it('ends a poll that hangs, so that the next one comes', async () => {
    let fn: (signal: AbortSignal) => unknown = () => {};
    const ran: unknown[] = [];
    await schedulePolls({
      sources: new Map([
        [
          'hook',
          {
            id: 'hook',
            poll: {
              frequency: { minutes: 3 },
              run: () => new Promise(() => {}),
            },
          },
        ],
      ]),
      scheduler: mockServices.scheduler.mock({
        scheduleTask: async task => {
          fn = task.fn as never;
        },
      }),
      accessFor: () => ({} as IncidentAccess),
      monitor: {
        started: async () => {},
        ran: async run => void ran.push(run),
      },
      work: new WorkInProgress(),
      timeoutMs: 10,
    });
    await expect(fn(new AbortController().signal)).rejects.toThrow(
      'did not end within',
    );
    expect(ran).toMatchObject([
      { sourceId: 'hook', failure: expect.stringContaining('did not end') },
    ]);
  });
});
