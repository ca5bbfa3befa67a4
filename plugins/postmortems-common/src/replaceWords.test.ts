import { replaceWords } from './replaceWords';

describe('replacing the words of a quote', () => {
  it.each([
    [
      'Will ran it, and Willing hands helped.',
      'Will',
      'Somebody ran it, and Willing hands helped.',
    ],
    ['It was I who ran it.', 'I', 'It was somebody who ran it.'],
    [
      'The change of Will. Will reverted it.',
      'Will',
      'The change of somebody. Somebody reverted it.',
    ],
    ["Will's change", 'Will', "Somebody's change"],
    ['Sent by @will_h to all', '@will_h', 'Sent by somebody to all'],
    ['A+B (C) A+B', 'A+B', 'Somebody (C) somebody'],
    ['Nothing to replace', '', 'Nothing to replace'],
  ])('replaces whole words only in: %s', (text, quote, expected) => {
    expect(replaceWords(text, quote, 'somebody')).toBe(expected);
  });
});
