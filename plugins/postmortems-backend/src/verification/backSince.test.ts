import { backSince } from './backSince';

const series = (values: readonly number[]) =>
  values.map((value, at) => ({ at, value }));
const times = (points: readonly { at: number }[]) => points.map(({ at }) => at);

/** Six calm points around ten, four bad ones, and what follows. */
const after = (...rest: number[]) =>
  series([10, 11, 9, 10, 11, 10, 60, 90, 100, 80, ...rest]);
const LEVEL = { at: 5, value: 10 };
const LEVEL_OF_NOISE = { at: 5, value: 50 };

describe('when a series is back', () => {
  it('is back from the first point of those that stay at the level', () => {
    expect(times(backSince(after(40, 10, 11, 9), LEVEL))).toEqual([11, 12, 13]);
  });

  it('is back although an isolated point later strays a little', () => {
    const quiet = Array.from({ length: 9 }, () => 10);
    const back = backSince(after(...quiet, 25, ...quiet), LEVEL);
    expect(back[0].at).toBe(10);
    expect(times(back)).not.toContain(19);
  });

  it.each([
    ['it leaves the level again for two points', [10, 10, 45, 45, 10, 10], 14],
    ['one point goes far again', [10, 10, 70, 10, 10], 13],
    ['points stray again and again', [10, 20, 10, 20, 10, 10, 10], 14],
  ])('is not back before it stays back: %s', (_, rest, first) => {
    expect(backSince(after(...rest), LEVEL)[0].at).toBe(first);
  });

  it('stays back where it is better than before later on', () => {
    const [first] = backSince(after(10, 10, 0, 0, 0), LEVEL);
    expect(first.at).toBe(10);
  });

  it('is not back at a level that it passed on its way to the other side', () => {
    const fallen = series([50, 50, 50, 200, 52, 0, 0, 0, 0, 0, 51, 50]);
    expect(backSince(fallen, { at: 2, value: 50 })[0].at).toBe(10);
  });

  it('takes the noise before it left for the noise after it', () => {
    const noisy = series([50, 62, 40, 58, 43, 50, 160, 150, 61, 44, 60, 42]);
    expect(backSince(noisy, LEVEL_OF_NOISE)[0].at).toBe(8);
  });

  it('is back from above where it went as far below before', () => {
    const both = series([70, 69, 71, 70, 35, 101, 101, 70, 45, 46, 71, 70]);
    const level = { at: 3, value: 70 };
    expect(backSince(both, level, 'rose')[0].at).toBe(7);
    expect(backSince(both, level, 'fell')[0].at).toBe(10);
  });

  it('is never back where it never left, or did not come back', () => {
    expect(backSince(series([10, 10, 10]), { at: 0, value: 10 })).toEqual([]);
    expect(backSince(after(80, 80), LEVEL)).toEqual([]);
  });
});
