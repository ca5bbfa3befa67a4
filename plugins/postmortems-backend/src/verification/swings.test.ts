import { swingsIn } from './swings';

const pointsOf = (...values: number[]) => values.map(value => ({ value }));

describe('rises and falls of a series', () => {
  it('are counted where it went up most of the way and down again', () => {
    expect(swingsIn(pointsOf(1, 4, 1, 3.5, 1.2, 4, 4, 1))).toBe(3);
  });

  it('are none of what did not come down, or moved little', () => {
    expect(swingsIn(pointsOf(1, 4, 4, 4))).toBe(0);
    expect(swingsIn(pointsOf(1, 4, 3, 4, 3, 4, 1))).toBe(1);
    expect(swingsIn(pointsOf(2, 2, 2))).toBe(0);
    expect(swingsIn([])).toBe(0);
  });
});
