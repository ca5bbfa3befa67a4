import { readPoints } from './readPoints';

const metric = (points: unknown[], more: object = {}) =>
  ({ kind: 'metric', metric: 'error_rate', points, ...more } as never);

describe('readPoints', () => {
  it('reads numbers that are written as text, and times since 1970', () => {
    expect(
      readPoints(
        metric([
          ['2026-03-02T14:00:00Z', '0.042'],
          [1_772_460_300, '1e-3'],
          [1_772_460_360_000, 2],
        ]),
      ),
    ).toEqual(
      metric([
        ['2026-03-02T14:00:00Z', 0.042],
        ['2026-03-02T14:05:00.000Z', 0.001],
        ['2026-03-02T14:06:00.000Z', 2],
      ]),
    );
  });

  it('counts what is no point', () => {
    expect(
      readPoints(
        metric(
          [
            ['2026-03-02T14:00:00Z', 'NaN'],
            ['2026-03-02T14:01:00Z', null],
            'what',
            ['2026-03-02T14:02:00Z', 7],
          ],
          { droppedPoints: 1 },
        ),
      ),
    ).toEqual(metric([['2026-03-02T14:02:00Z', 7]], { droppedPoints: 4 }));
  });

  it('leaves everything else as it was sent', () => {
    const fine = metric([['2026-03-02T14:00:00Z', 1]]);
    expect(readPoints(fine)).toBe(fine);
    const log = { kind: 'log', points: ['a'] };
    expect(readPoints(log)).toBe(log);
  });
});
