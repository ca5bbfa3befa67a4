import { areMixed, withPoints } from './runs';

const at = (second: number) =>
  new Date(Date.UTC(2026, 2, 2, 14, 0, second)).toISOString();
const points = (...told: [second: number, start?: number][]) =>
  told.map(([second, start]) => ({
    at: at(second),
    value: 1,
    ...(start !== undefined && { start: at(start) }),
  }));

describe('runs', () => {
  it.each([
    ['one process', points([1, 0], [2, 0]), false],
    ['a restart', points([1, 0], [2, 0], [4, 3], [5, 3]), false],
    ['a restart that comes in any order', points([5, 3], [1, 0]), false],
    ['two processes', points([1, 0], [5, 3], [6, 0]), true],
    ['points that tell no start', points([1], [2]), false],
  ])('tell whether several count at once: %s', (_, told, mixed) => {
    expect(areMixed(withPoints([], told))).toBe(mixed);
    const runs = told.reduce(
      (known, point) => withPoints(known, [point]),
      [] as ReturnType<typeof withPoints>,
    );
    expect(areMixed(runs)).toBe(mixed);
  });

  it('are bounded, the last ones kept', () => {
    const told = Array.from({ length: 50 }, (_, i): [number, number] => [i, i]);
    const runs = withPoints([], points(...told));
    expect([runs.length, runs.at(-1)?.start]).toEqual([20, at(49)]);
  });
});
