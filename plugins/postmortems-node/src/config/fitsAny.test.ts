import { fitsAny } from './fitsAny';

describe('fitsAny', () => {
  it.each([
    ['production', 'production', true],
    ['Prod-EU', 'prod*', true],
    ['eu-production-1', '*-production-*', true],
    ['anything', '*', true],
    ['', '*', true],
    ['aba', 'ab*ba', false],
    ['abba', 'ab*ba', true],
    ['a-b-c', 'a*b*c', true],
    ['a-c-b', 'a*b*c', false],
    ['preprod', 'prod*', false],
    ['prodX', 'prod.', false],
    ['prod', '', false],
  ])('says of %j and the pattern %j: %s', (text, pattern, is) => {
    expect(fitsAny(text, [pattern])).toBe(is);
  });

  it('needs one of the patterns', () => {
    expect(fitsAny('live', ['prod*', 'live'])).toBe(true);
    expect(fitsAny('live', [])).toBe(false);
  });

  it('is not slow with many stars and a long text', () => {
    const text = 'ab'.repeat(500_000);
    expect(fitsAny(text, [`${'a*'.repeat(50)}c`])).toBe(false);
  });
});
