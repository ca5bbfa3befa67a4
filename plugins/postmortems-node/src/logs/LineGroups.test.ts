import { lineGroupEvidence, LineGroups } from './LineGroups';

const at = (time: string) => new Date(`2026-03-02T${time}.000Z`);
const line = {
  service: 'component:default/checkout',
  level: 'error',
  message: 'no stock',
};

describe('LineGroups', () => {
  it('puts equal lines of five minutes together, whatever order they come in', () => {
    const groups = new LineGroups();
    groups.add({ ...line, at: at('14:03:00'), origin: 'pod-2' });
    groups.add({ ...line, at: at('14:01:00'), origin: 'pod-1' });
    groups.add({ ...line, at: at('14:05:00') });
    groups.add({ ...line, at: at('14:01:00'), level: 'warn' });
    expect(groups.all).toMatchObject([
      {
        count: 2,
        first: at('14:01:00'),
        last: at('14:03:00'),
        origins: ['pod-1', 'pod-2'],
      },
      { count: 1 },
      { level: 'warn' },
    ]);
    const [first, later] = groups.all.map(one => lineGroupEvidence(one, 'x'));
    expect(first).toMatchObject({
      timestamp: '2026-03-02T14:01:00.000Z',
      payload: { count: 2, until: '2026-03-02T14:03:00.000Z' },
    });
    expect(later.metadata).toEqual(first.metadata);
  });

  it('counts on what was counted elsewhere', () => {
    const groups = new LineGroups();
    const many = Array.from({ length: 30 }, (_, index) => `pod-${index}`);
    groups.add({ ...line, at: at('14:01:00'), origin: 'a' });
    groups.merge({
      ...line,
      first: at('14:00:00'),
      last: at('14:02:00'),
      count: 5,
      origins: many,
    });
    expect(groups.all).toHaveLength(1);
    expect(groups.all[0].count).toBe(6);
    expect(groups.all[0].origins).toHaveLength(20);
  });
});
