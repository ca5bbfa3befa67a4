import { sentencesOf } from './sentences';

describe('sentences of a message', () => {
  it('end before a space, so that versions, addresses and numbers stay whole', () => {
    expect(
      sentencesOf('4.2.0 broke it; see https://x.example/?a=1. Is 99.5 % ok?'),
    ).toEqual([
      '4.2.0 broke it;',
      'see https://x.example/?a=1.',
      'Is 99.5 % ok?',
    ]);
  });

  it('leave out lines that quote somebody else', () => {
    expect(sentencesOf('> it was the pool\nno,  it\twasn’t')).toEqual([
      "no, it wasn't",
    ]);
  });
});
