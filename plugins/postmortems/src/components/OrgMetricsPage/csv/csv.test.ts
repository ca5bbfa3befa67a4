import { toCsv } from './csv';

describe('toCsv', () => {
  it('quotes special characters and escapes formulas', () => {
    expect(
      toCsv([
        ['a', 'b'],
        ['say "hi", twice', -5],
        ['=HYPERLINK("x")', undefined],
      ]),
    ).toBe('a,b\r\n"say ""hi"", twice",-5\r\n"\'=HYPERLINK(""x"")",');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1+1', "'＝1+1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠SUM', "'＠SUM"],
    ['  =1+1', "  '=1+1"],
    ['\u00a0=1+1', "\u00a0'=1+1"],
    ['\u200b=1+1', "\u200b'=1+1"],
    ['\ufeff=1+1', "\ufeff'=1+1"],
    ['\t=1+1', `"'\t'=1+1"`],
    ['\tcmd', `"'\tcmd"`],
    ['\r=1+1', `"'\r'=1+1"`],
    ['\n@x', `"'\n'@x"`],
    ['a;=1+1', `"a;'=1+1"`],
    ['a; "=1+1', `"a; ""'=1+1"`],
    ['a|=1+1', `"a|'=1+1"`],
    ['a\t=1+1', `"a\t'=1+1"`],
    ['a\n=1+1', `"a\n'=1+1"`],
    ['a,=1+1', `"a,'=1+1"`],
    ["'=1+1", "''=1+1"],
    ['\u202e=1+1', '[U+202E]=1+1'],
  ])('neutralises the formula %j', (cell, line) => {
    expect(toCsv([[cell]])).toBe(line);
  });

  it.each([
    'Checkout: 5xx up, p99 = 4 s',
    'INC-42',
    '2026-03-02T14:02:00.000Z',
    'component:default/checkout group:default/sre',
    'a - b',
    'ada@example.com',
  ])('leaves the text %j as it is', cell => {
    expect(toCsv([[cell]])).toBe(cell.includes(',') ? `"${cell}"` : cell);
  });
});
