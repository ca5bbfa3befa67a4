import type { TelemetryConfig } from '../config/telemetryConfig';
import { Matcher } from './Matcher';

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
