import { Mentions } from './Mentions';

const ada = new Mentions([
  'user:default/ada',
  'Ada Lovelace',
  'Ada',
  'ada@example.com',
  'U0ADA',
]);

describe('Mentions', () => {
  it.each([
    ['Ada rolled it back', '# rolled it back'],
    ['ADA LOVELACE and ada lovelace', '# and #'],
    ['ask <@U0ADA> or @ada', 'ask <@#> or #'],
    ['by user:default/ada, mailed ada@example.com.', 'by #, mailed #.'],
    ['https://x.example/?who=ada%40example.com', 'https://x.example/?who=#'],
    ['Adam, Canada and adaptive cruise', 'Adam, Canada and adaptive cruise'],
    ['the ada of another', 'the ada of another'],
    ['Ada’s laptop', '#’s laptop'],
  ])('finds whole names: %s', (text, replaced) => {
    expect(ada.replace(text, '#')).toBe(replaced);
    expect(ada.isIn(text)).toBe(text !== replaced);
  });

  it('tells a word from a name by how it is written', () => {
    const will = new Mentions(['Will']);
    expect(will.replace('Will will look, @will said', '#')).toBe(
      '# will look, # said',
    );
  });

  it('finds composed and decomposed letters, and keeps the length of others', () => {
    const zoe = new Mentions(['Zoë Müller']);
    const decomposed = 'Zoë Müller'.normalize('NFD');
    expect(zoe.replace(`İ ${decomposed} İ zoë müller`, '#')).toBe('İ # İ #');
  });

  it('takes time in proportion to the text', () => {
    const text = 'ada '.repeat(500_000);
    const start = performance.now();
    expect(ada.isIn(text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
