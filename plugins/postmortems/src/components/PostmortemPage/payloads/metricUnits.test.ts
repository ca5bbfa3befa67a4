import { formatMetricValue } from './metricUnits';

describe('values of a metric', () => {
  it.each([
    [0.33498, 'ratio', '33.5 %'],
    [12, 'percent', '12 %'],
    [0.0358, 'seconds', '35.8 ms'],
    [2500, 'milliseconds', '2.5 s'],
    [0, 'seconds', '0 s'],
    [3 * 1024 ** 3, 'bytes', '3 GiB'],
    [0, 'bytes', '0 B'],
    [4998, 'count', '5K'],
    [7, undefined, '7'],
  ])('shows %s in %s as %s', (value, unit, shown) => {
    expect(formatMetricValue(value, unit)).toBe(shown);
  });
});
