import { atOnce } from '../platform/Turns';
import { chooseWhole } from './chooseWhole';

const chosenOf = (...options: Parameters<typeof chooseWhole>) =>
  atOnce(chooseWhole(...options));

const node = (group: number, kind = 'log', bytes = 10) => ({
  group,
  kind,
  bytes,
});
const max = (nodes: number, bytes = Infinity) => ({ nodes, bytes });

describe('chooseWhole', () => {
  it('takes the first and the last of each group, then what lies between', () => {
    const nodes = [
      ...Array.from({ length: 9 }, () => node(0)),
      ...Array.from({ length: 3 }, () => node(1)),
    ];

    expect([...chosenOf(nodes, [], max(4))].sort((a, b) => a - b)).toEqual([
      0, 8, 9, 11,
    ]);
    expect(chosenOf(nodes, [], max(6))).toContain(4);
  });

  it('takes alerts and changes before what repeats', () => {
    const nodes = [
      ...Array.from({ length: 1000 }, (_, at) => node(at % 3)),
      ...Array.from({ length: 50 }, () => node(3, 'alert')),
    ];
    const chosen = chosenOf(nodes, [], max(60));

    expect([...chosen].filter(at => at >= 1000)).toHaveLength(50);
  });

  it('takes no more bytes than it may, and small ones where large ones do not fit', () => {
    const nodes = [node(0, 'metric', 80), node(1, 'metric', 80), node(2)];

    expect([...chosenOf(nodes, [], max(10, 100))]).toEqual([0, 2]);
  });

  it('is quick for the largest incidents', () => {
    const nodes = Array.from({ length: 200_000 }, (_, at) =>
      node(at % 20 === 0 ? at : 0),
    );
    const started = performance.now();

    expect(chosenOf(nodes, [], max(50_000)).size).toBe(50_000);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
