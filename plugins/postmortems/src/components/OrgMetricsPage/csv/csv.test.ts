import { toCsv } from './csv';

describe('CSV', () => {
  it('quotes what has to be quoted, and gives no formula to a spreadsheet', () => {
    expect(
      toCsv([
        ['a', 'b'],
        ['say "hi", twice', -5],
        ['=HYPERLINK("x")', undefined],
      ]),
    ).toBe('a,b\r\n"say ""hi"", twice",-5\r\n"\'=HYPERLINK(""x"")",');
  });
});
