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
      'the message and cause of JSON',
      '{"level":"error","msg":"request failed","err":"connect ECONNREFUSED"}',
      {},
      { message: 'request failed: connect ECONNREFUSED', level: 'error' },
    ],
    [
      'JSON without a message by its other fields',
      '{"level":"error","time":"2026-03-02T14:00:00Z","code":7,"op":"pay"}',
      {},
      { message: 'code=7 op=pay', level: 'error' },
    ],
    [
      'a line of Docker',
      '{"log":"2026-03-02T14:00:00Z ERROR no stock\\n","stream":"stderr","time":"2026-03-02T14:00:00Z"}',
      {},
      { message: 'ERROR no stock', level: 'error' },
    ],
    [
      'logfmt',
      'ts=2026-03-02T14:00:00Z caller=pay.go:7 level=error msg="no \\"stock\\"" err=timeout',
      {},
      { message: 'no "stock": timeout', level: 'error' },
    ],
    [
      'logfmt without a message by its other fields',
      'time="2026-03-02T14:00:00Z" level=warn op=pay took=9s',
      {},
      { message: 'op=pay took=9s', level: 'warn' },
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
