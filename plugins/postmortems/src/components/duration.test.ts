import { durationBetween } from './duration';

const start = '2026-03-02T14:00:00.000Z';

describe('durationBetween', () => {
  it.each([
    ['2026-03-02T14:00:59.900Z', { unit: 'seconds', seconds: 59 }],
    ['2026-03-02T14:18:30.000Z', { unit: 'minutes', minutes: 18 }],
    ['2026-03-02T15:05:00.000Z', { unit: 'hours', hours: 1, minutes: 5 }],
    ['2026-03-04T17:59:00.000Z', { unit: 'days', days: 2, hours: 3 }],
  ])('ends at %s', (end, parts) => {
    expect(durationBetween(start, end)).toEqual(parts);
  });

  it('is never negative', () => {
    expect(durationBetween(start, '2026-03-02T13:00:00.000Z')).toEqual({
      unit: 'seconds',
      seconds: 0,
    });
  });
});
