import { cutText, storableText } from './text';

describe('storableText', () => {
  it('replaces NUL and halves of surrogate pairs, and keeps whole ones', () => {
    expect(storableText('a\0b \ud83d c \udd25 🔥')).toBe(
      'a\ufffdb \ufffd c \ufffd 🔥',
    );
  });
});

describe('cutText', () => {
  it('keeps what fits', () => {
    expect(cutText('🔥'.repeat(5), 10)).toBe('🔥'.repeat(5));
  });

  it('marks what it cuts, and never cuts a character in half', () => {
    expect(cutText('🔥'.repeat(6), 10)).toBe(`${'🔥'.repeat(4)}…`);
    expect(cutText(`${'x'.repeat(9)}🔥 on fire`, 11)).toBe(`${'x'.repeat(9)}…`);
    expect(cutText('one two three', 9)).toBe('one two…');
  });

  it('takes another mark', () => {
    expect(cutText('abcdefghij', 8, ' (cut)')).toBe('ab (cut)');
  });
});
