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
});
