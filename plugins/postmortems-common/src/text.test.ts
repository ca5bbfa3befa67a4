import { cutText, showBidiControls, storableText } from './text';

describe('storableText', () => {
  it('replaces NUL and halves of surrogate pairs, and keeps whole ones', () => {
    expect(storableText('a\0b \ud83d c \udd25 🔥')).toBe(
      'a\ufffdb \ufffd c \ufffd 🔥',
    );
  });
});

describe('showBidiControls', () => {
  it('shows every control of direction, and leaves words of any script', () => {
    expect(showBidiControls('safe \u202egpj.exe\u202c')).toBe(
      'safe [U+202E]gpj.exe[U+202C]',
    );
    expect(showBidiControls('\u061c\u200e\u200f\u202a\u2066\u2069')).toBe(
      '[U+061C][U+200E][U+200F][U+202A][U+2066][U+2069]',
    );
    expect(showBidiControls('שלום مرحبا 🔥 \u200d')).toBe(
      'שלום مرحبا 🔥 \u200d',
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
