import { readLine } from './readLine';

describe('readLine', () => {
  it.each([
    [
      'the message and level of a JSON object',
      '{"level":"ERROR","msg":"no stock","ts":1}',
      {},
      { message: 'no stock', level: 'error' },
    ],
    [
      'the level of a label',
      'no stock',
      { detected_level: 'warn' },
      { message: 'no stock', level: 'warn' },
    ],
    [
      'a line without its time and colours',
      '2026-03-02T14:01:00.123Z \u001b[31mERROR\u001b[0m no stock',
      {},
      { message: 'ERROR no stock', level: 'error' },
    ],
    [
      'a level that Loki did not find',
      'no stock',
      { detected_level: 'unknown' },
      { message: 'no stock' },
    ],
    ['JSON that is cut off', '{"msg":"no st', {}, { message: '{"msg":"no st' }],
    ['an empty line', '  ', {}, { message: '(empty line)' }],
  ])('reads %s', (_, line, labels, expected) => {
    expect(readLine(line, labels as Record<string, string>)).toEqual({
      level: undefined,
      ...expected,
    });
  });

  it('cuts a long line between characters, and marks it', () => {
    const { message } = readLine('😀'.repeat(5000), {});
    expect(message).toHaveLength(8191);
    expect(message).toMatch(/^(😀)+…$/u);
  });
});
