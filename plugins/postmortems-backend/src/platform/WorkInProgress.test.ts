import { setTimeout as sleep } from 'node:timers/promises';
import { unlessAborted, WorkInProgress } from './WorkInProgress';

const never = () => new Promise<never>(() => {});

describe('WorkInProgress', () => {
  it('lets what is open finish, and begins nothing more', async () => {
    const work = new WorkInProgress({ finishMs: 1_000 });
    let isFinished = false;
    work.run(async () => {
      await sleep(50);
      isFinished = true;
    });
    const ended = work.end();
    expect(work.ending.aborted).toBe(true);
    expect(work.stopping.aborted).toBe(false);
    await ended;
    expect(isFinished).toBe(true);
  });

  it('stops what does not finish', async () => {
    const work = new WorkInProgress({ finishMs: 20 });
    const stopped = work.run(() => unlessAborted(work.stopping, never()));
    const ended = work.end();
    await expect(stopped).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    await ended;
  });

  it('aborts the tasks of the scheduler at once', async () => {
    const work = new WorkInProgress({ finishMs: 1_000 });
    const reasons: string[] = [];
    const task = work.task(async signal => {
      await unlessAborted(signal, never()).catch(error =>
        reasons.push(error.name),
      );
    });
    const running = task(new AbortController().signal);
    await work.end();
    await running;
    expect(reasons).toEqual(['ServiceUnavailableError']);
  });
});
