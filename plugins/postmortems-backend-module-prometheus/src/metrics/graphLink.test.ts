import { graphLink } from './graphLink';

const window = {
  from: new Date('2026-03-02T13:50:00.000Z'),
  to: new Date('2026-03-02T14:15:00.000Z'),
  stepSeconds: 15,
};
const link = (query: string) =>
  graphLink({ externalUrl: 'https://metrics.example.com/prom', query, window });

describe('graphLink', () => {
  it('opens the query over its window, with its step', () => {
    const { origin, pathname, searchParams } = new URL(
      link('sum(rate(errors{service="a&b"}[1m]))')!,
    );

    expect(origin + pathname).toBe('https://metrics.example.com/prom/graph');
    expect(Object.fromEntries(searchParams)).toEqual({
      'g0.expr': 'sum(rate(errors{service="a&b"}[1m]))',
      'g0.tab': '0',
      'g0.range_input': '1500s',
      'g0.end_input': '2026-03-02 14:15:00',
      'g0.step_input': '15',
    });
  });

  it('gives none for a query that is too long for a link', () => {
    expect(link(`up{pod=~"${'a|'.repeat(2000)}b"}`)).toBeUndefined();
  });
});
