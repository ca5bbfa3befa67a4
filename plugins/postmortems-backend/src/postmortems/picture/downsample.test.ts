import { PICTURE_LIMITS } from '@postmortems/backstage-plugin-postmortems-common';
import fc from 'fast-check';
import { downsample } from './SeriesChoice';

const HOUR_MS = 3_600_000;

describe('downsampling', () => {
  it('keeps the lowest and highest point and the order, in few points', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
          minLength: 1,
          maxLength: 2000,
        }),
        values => {
          const points = values.map((value, index) => ({
            at: (index * HOUR_MS) / values.length,
            value,
            index,
          }));
          const kept = downsample(points, { from: 0, to: HOUR_MS });

          expect(kept.length).toBeLessThanOrEqual(PICTURE_LIMITS.points);
          const of = (list: typeof points) => list.map(({ value }) => value);
          expect(Math.max(...of(kept))).toBe(Math.max(...values));
          expect(Math.min(...of(kept))).toBe(Math.min(...values));
          expect(kept.map(({ index }) => index)).toEqual(
            kept.map(({ index }) => index).sort((a, b) => a - b),
          );
        },
      ),
    );
  });
});
