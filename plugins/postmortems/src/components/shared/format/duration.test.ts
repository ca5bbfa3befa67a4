import type { TFunction } from '../translation/useTranslation';
import { formatDuration, formatMinutes } from './duration';

/** The key and the values instead of the message. */
const t = ((key: string, values: Record<string, string>) =>
  `${key.split('.').pop()} ${Object.values(values).join(' ')}`) as TFunction;

const start = '2026-03-02T14:00:00.000Z';
const until = (end: string) => Date.parse(end) - Date.parse(start);

describe('formatDuration', () => {
  it.each([
    ['2026-03-02T13:00:00.000Z', 'seconds 0'],
    ['2026-03-02T14:00:43.400Z', 'seconds 43'],
    ['2026-03-02T14:00:43.500Z', 'seconds 44'],
    ['2026-03-02T14:00:59.900Z', 'minutes 1'],
    ['2026-03-02T14:08:30.000Z', 'minutes 8 seconds 30'],
    ['2026-03-02T14:18:30.000Z', 'minutes 19'],
    ['2026-03-02T15:05:00.000Z', 'hours 1 minutes 5'],
    ['2026-03-02T16:00:29.000Z', 'hours 2'],
    ['2026-03-04T17:40:00.000Z', 'days 2 hours 4'],
    ['2026-03-04T14:20:00.000Z', 'days 2'],
  ])('formats the time until %s as %s', (end, expected) => {
    expect(formatDuration(until(end), t)).toBe(expected);
  });
});

describe('formatMinutes', () => {
  it.each([
    [0, 'minutes 0'],
    [605, 'hours 10 minutes 5'],
  ])('formats %d minutes as %s', (minutes, expected) => {
    expect(formatMinutes(minutes, t)).toBe(expected);
  });
});
