import { LogPatterns } from './LogPatterns';

function patternsOf(lines: readonly string[]) {
  const patterns = new LogPatterns<string>();
  for (const line of lines) patterns.add(line, line);
  return patterns
    .list()
    .map(({ words, lines: alike }) => [words.join(' '), alike.length]);
}

describe('log patterns', () => {
  it('are lines of one length that differ in numbers and few words', () => {
    expect(
      patternsOf([
        'order 17 rejected: currency missing',
        'order 18 rejected: currency missing',
        'user ada signed in from web',
        'user mei signed in from web',
        'disk full',
      ]),
    ).toEqual([
      ['order <*> rejected: currency missing', 2],
      ['user <*> signed in from web', 2],
      ['disk full', 1],
    ]);
  });

  it('keep lines apart that have little in common', () => {
    expect(
      patternsOf(['pool exhausted after retry', 'cache warmed before start']),
    ).toHaveLength(2);
  });

  it('are found in linear time in lines that have nothing in common', () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, index) => `a b ${[...index.toString(26)].join(' x')} ${index}`,
    );
    const count = patternsOf(lines).reduce(
      (sum, [, found]) => sum + Number(found),
      0,
    );

    expect(count).toBe(20_000);
  });
});
