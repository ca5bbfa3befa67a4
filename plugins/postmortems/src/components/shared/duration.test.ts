import { durationInWords, minutesInWords } from './duration';
import type { Words } from './useWords';

/** The key and the values instead of the words. */
const t = ((key: string, values: Record<string, string>) =>
  `${key.split('.').pop()} ${Object.values(values).join(' ')}`) as Words;

const start = '2026-03-02T14:00:00.000Z';
const until = (end: string) => Date.parse(end) - Date.parse(start);

describe('durationInWords', () => {
  it.each([
    ['2026-03-02T14:00:59.900Z', 'seconds 59'],
    ['2026-03-02T14:18:30.000Z', 'minutes 18'],
    ['2026-03-02T15:05:00.000Z', 'hours 1 5'],
    ['2026-03-02T16:00:30.000Z', 'wholeHours 2'],
    ['2026-03-04T17:59:00.000Z', 'days 2 3'],
    ['2026-03-04T14:59:00.000Z', 'wholeDays 2'],
    ['2026-03-02T13:00:00.000Z', 'seconds 0'],
  ])('tells the time until %s', (end, words) => {
    expect(durationInWords(until(end), t)).toBe(words);
  });

  it('tells minutes, none of them too', () => {
    expect(minutesInWords(0, t)).toBe('minutes 0');
    expect(minutesInWords(605, t)).toBe('hours 10 5');
  });
});
