import { quotableParts, selectedPart } from './quotableParts';

describe('quotableParts', () => {
  it('puts the text of a message first', () => {
    const [first] = quotableParts({
      kind: 'message',
      author: { name: 'Ada' },
      text: 'Rolling back',
    });
    expect(first).toEqual({
      pointer: '/text',
      name: 'text',
      text: 'Rolling back',
    });
  });

  it('names the points of a metric by their time', () => {
    expect(
      quotableParts({
        kind: 'metric',
        metric: 'errors',
        points: [['2026-03-02T14:06:00.000Z', 14.2]],
      }),
    ).toEqual([{ pointer: '/points/0/1', name: '14:06 UTC', text: '14.2' }]);
  });

  it('escapes names in pointers, and leaves out what cannot be quoted', () => {
    expect(quotableParts({ 'a/b': { c: 1, d: null, e: '' } })).toEqual([
      { pointer: '/a~1b/c', name: 'a/b › c', text: '1' },
    ]);
  });
});

describe('selectedPart', () => {
  it('keeps line ends that a field shows as one character', () => {
    expect(selectedPart('one\r\ntwo\r\nthree', 4, 9)).toBe('two\r\nt');
  });

  it('returns nothing without a selection', () => {
    expect(selectedPart('text', 2, 2)).toBe('');
  });
});
