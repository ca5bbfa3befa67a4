import { excerptOf } from './excerptOf';

const tags = { preTag: '<m>', postTag: '</m>' };

describe('excerptOf', () => {
  it('returns the whole text when it is short', () => {
    expect(excerptOf('The pool was full.')).toBe('The pool was full.');
    expect(excerptOf('The <m>pool</m> was full.', tags)).toBe(
      'The <m>pool</m> was full.',
    );
  });

  it('includes the first match wherever it is', () => {
    const text = `${'word '.repeat(
      500,
    )}the <m>pool</m> was full${' word'.repeat(500)}`;
    const excerpt = excerptOf(text, tags);
    expect(excerpt).toContain('the <m>pool</m> was full');
    expect(excerpt).toMatch(/^…word .* word…$/);
    expect(excerpt.length).toBeLessThan(260);
  });

  it('does not count tags and keeps them in pairs', () => {
    const text = '<m>pool</m> '.repeat(100);
    const excerpt = excerptOf(text, tags);
    expect(excerpt.replaceAll(/<\/?m>/g, '').length).toBeGreaterThan(230);
    expect(excerpt).toMatch(/^(<m>pool<\/m> )+<m>pool<\/m>…$/);
  });

  it('returns the beginning of a text without matches', () => {
    const excerpt = excerptOf('word '.repeat(500));
    expect(excerpt).toMatch(/^(word )+word…$/);
    expect(excerpt.length).toBeLessThanOrEqual(241);
  });
});
