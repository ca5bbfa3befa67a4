import { exampleNode } from '../__testUtils__/postmortem';
import { foldRepeated } from './foldRepeated';

const log = (id: string, message: string) =>
  exampleNode(id, { kind: 'log', message });
const said = (id: string, text: string) =>
  exampleNode(id, { kind: 'message', author: { name: 'Ada' }, text });

describe('foldRepeated', () => {
  it('shows log lines that differ only in numbers as the first of them', () => {
    const nodes = [
      log('a', 'order 1 failed'),
      said('b', 'oh'),
      log('c', 'order 22 failed'),
      log('d', 'order 3 paid'),
      said('e', 'oh'),
    ];

    expect(
      foldRepeated(nodes).map(({ node, others }) => [node.id, others]),
    ).toEqual([
      ['a', 1],
      ['b', 0],
      ['d', 0],
      ['e', 0],
    ]);
  });
});
