import { endInTime, isTimeout } from './endInTime';

const never = new AbortController().signal;
const options = { timeoutMs: 20, graceMs: 20, stopping: never };

describe('endInTime', () => {
  it('aborts the signal after its time, and takes what is handed over then', async () => {
    const result = await endInTime(
      { ...options, graceMs: 5_000 },
      signal =>
        new Promise(resolve =>
          signal.addEventListener('abort', () => resolve('half')),
        ),
    );
    expect(result).toBe('half');
  });

  it('leaves behind what does not heed the signal', async () => {
    const left = endInTime(options, () => new Promise(() => {}));
    await expect(left).rejects.toThrow('It did not end within 0.02 s');
    expect(isTimeout(await left.catch(error => error))).toBe(true);
  });

  it('aborts what still runs once it has failed', async () => {
    const signals: AbortSignal[] = [];
    const failed = endInTime({ ...options, timeoutMs: 5_000 }, async signal => {
      signals.push(signal);
      throw new Error('refused');
    });
    await expect(failed).rejects.toThrow('refused');
    expect(signals).toMatchObject([{ aborted: true }]);
  });

  it('ends at once when the process has to stop', async () => {
    const stopping = new AbortController();
    const work = endInTime(
      { timeoutMs: 60_000, stopping: stopping.signal },
      () => new Promise(() => {}),
    );
    stopping.abort(new Error('stopping'));
    await expect(work).rejects.toThrow('stopping');
  });
});
