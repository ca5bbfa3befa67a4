import { findBreak } from './seriesBreak';

const MINUTE = 60_000;

/** A point each minute; the window begins with the sixth. */
function breakOf(values: number[], unit?: string) {
  const points = values.map((value, index) => ({
    index,
    at: index * MINUTE,
    value,
  }));
  const window = { from: 5 * MINUTE, to: values.length * MINUTE };
  return findBreak(points, window, unit);
}

describe('the break of a series', () => {
  it('is the large one, not a small step before it', () => {
    const found = breakOf([
      2.3, 2.4, 2.4, 2.5, 2.4, 3.4, 3.5, 2.4, 2.4, 97, 98, 98, 97,
    ]);

    expect(found).toMatchObject({ before: 2.4, point: { value: 97 } });
  });

  it('starts where the series left its level, on the way to what it became', () => {
    const found = breakOf([10, 11, 10, 9, 10, 10, 40, 80, 500, 510, 505]);

    expect(found).toMatchObject({
      before: 10,
      start: { index: 6 },
      point: { value: 500 },
    });
  });

  it('is none for two strays of a series that is mostly zero', () => {
    expect(breakOf([0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0])).toBeUndefined();
    expect(
      breakOf([0, 0, 0, 0, 0, 0, 0.02, 0.01, 0, 0, 0], 'ratio'),
    ).toBeUndefined();
  });

  it('is one when such a series stays away from zero or goes far', () => {
    expect(breakOf([0, 0, 0, 0, 0, 0, 1, 2, 1, 2, 1])).toBeDefined();
    expect(breakOf([0, 0, 0, 0, 0, 0, 300, 310, 0, 0, 0])).toBeDefined();
  });

  it('is over when the series is near its level, not at its noise', () => {
    const { isUsual } = breakOf([2, 2, 2, 2, 2, 2, 98, 97, 98])!;

    expect([3.6, 40].map(isUsual)).toEqual([true, false]);
  });
});
