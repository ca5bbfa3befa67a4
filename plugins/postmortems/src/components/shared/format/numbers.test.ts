import type { TFunction } from '../translation/useTranslation';
import { formatPercent } from './numbers';

/** The key and the values instead of the message. */
const t = ((key: string, values: Record<string, string> = {}) =>
  [key.split('.').pop(), ...Object.values(values)].join(' ')) as TFunction;

describe('formatPercent', () => {
  it.each([
    [0, 'percent 0'],
    [0.002, 'almostNone'],
    [0.005, 'percent 1'],
    [0.584, 'percent 58'],
    [0.994, 'percent 99'],
    [0.998, 'almostAll'],
    [1, 'percent 100'],
  ])('formats %d as %s', (proportion, expected) => {
    expect(formatPercent(proportion, t)).toBe(expected);
  });
});
