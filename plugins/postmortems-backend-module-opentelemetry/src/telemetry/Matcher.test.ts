import type { TelemetryConfig } from '../config/telemetryConfig';
import { Matcher } from './Matcher';
import { Matchers } from './Matchers';

const at = new Date('2026-03-02T14:20:00.000Z');
const block = {
  environments: ['prod*', 'live'],
  alertWindowMinutes: 30,
  recoveryMinutes: 15,
} as Partial<TelemetryConfig> as TelemetryConfig;

const matcherOf = (names: Record<string, string[]>) =>
  Matcher.create({
    incidents: Object.keys(names).map(ref => ({
      key: `INC-${ref}`,
      services: [ref],
      startedAt: '2026-03-02T14:00:00.000Z',
    })),
    block,
    namesOf: async ref => names[ref],
  });

describe('Matcher', () => {
  it('asks for names at once, and once for each list of incidents', async () => {
    let open = 0;
    let most = 0;
    const namesOf = jest.fn(async (ref: string) => {
      open += 1;
      most = Math.max(most, open);
      await new Promise(resolve => setTimeout(resolve, 5));
      open -= 1;
      return [ref];
    });
    const matchers = new Matchers({ namesOf });
    const incidents = ['a', 'b', 'c'].map(ref => ({
      key: `INC-${ref}`,
      services: [ref, 'd'],
      startedAt: '2026-03-02T14:00:00.000Z',
    }));
    await Promise.all([
      matchers.get(incidents, block),
      matchers.get(incidents, block),
    ]);
    expect([namesOf.mock.calls.length, most]).toEqual([4, 4]);
    await matchers.get([...incidents], block);
    expect(namesOf).toHaveBeenCalledTimes(8);
    namesOf.mockRejectedValueOnce(new Error('down'));
    const others = [...incidents];
    await expect(matchers.get(others, block)).rejects.toThrow('down');
    const matcher = await matchers.get(others, block);
    expect([
      matcher.isWatched({ name: 'd' }),
      matcher.isWatched({ name: 'e' }),
    ]).toEqual([true, false]);
  });

  it('takes no staging for production', async () => {
    const matcher = await matcherOf({ a: ['checkout'] });
    const found = [undefined, 'Production', 'live', 'staging', 'pr-17'].map(
      environment =>
        matcher.match(
          { name: 'checkout', ...(environment && { environment }) },
          at,
        ).size,
    );
    expect(found).toEqual([1, 1, 1, 0, 0]);
  });

  it('takes no service of a namespace for another of the same name', async () => {
    const matcher = await matcherOf({ a: ['api'], b: ['billing/api'] });
    const refs = ['billing', 'shop', undefined].map(namespace => [
      ...matcher
        .match({ name: 'API', ...(namespace && { namespace }) }, at)
        .keys(),
    ]);
    expect(refs).toEqual([['b'], ['a'], ['a']]);
  });
});
