import { NameFinder } from './NameFinder';

const redacted = (names: string[], text: string) =>
  new NameFinder(names).replace(text, () => '[person]');

describe('NameFinder', () => {
  it('replaces whole names in any case and script, the longer of two', () => {
    expect(
      redacted(
        ['Ada', 'Ada Lovelace', 'Zoë', 'o.k(', '山田'],
        'ADA LOVELACE and ada; Adam, co-ada and zoë, 山田 o.k( 山田太郎',
      ),
    ).toBe(
      '[person] and [person]; Adam, co-ada and [person], [person] [person] 山田太郎',
    );
  });

  it('takes a name of 40,000 characters for no pattern', () => {
    expect(redacted(['a'.repeat(40_000), 'Ada'], 'Ada (.*)')).toBe(
      '[person] (.*)',
    );
  });

  it('takes a time that is linear in the text for names that nearly match everywhere', () => {
    const names = Array.from({ length: 2000 }, (_, index) =>
      `${'a '.repeat(100)}${index}`.slice(0, 250),
    );
    const text = 'a '.repeat(50_000);

    expect(redacted(names, text)).toBe(text);
  });
});
