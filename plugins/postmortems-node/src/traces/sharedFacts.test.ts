import { answersSharingFacts } from './sharedFacts';

const answer = (output: string, input: object = {}) => ({
  input: input as Record<string, string>,
  output,
});

describe('answersSharingFacts', () => {
  it.each([
    [
      'a host',
      'It cannot reach orders-db:5432.',
      'dial orders-db:5432: refused',
    ],
    [
      'a version',
      'Release 1.4.2 broke it.',
      '{"image":"shop:1","tag":"1.4.2"}',
    ],
    ['an error', 'The pod was OOMKilled.', 'Reason: OOMKilled'],
    ['a number', 'It answered with 504.', 'status 504 of 120 requests'],
    ['a key', 'max_connections is too low', 'max_connections = 50'],
  ])('finds %s', (_, conclusion, output) => {
    expect(answersSharingFacts(conclusion, [answer(output)])).toEqual([0]);
  });

  it('takes no plain words, and nothing that the call had asked for', () => {
    const calls = [
      answer('The database is slow today'),
      answer('pod checkout-1 is running', { pod: 'checkout-1' }),
    ];
    const conclusion = 'The database is slow for checkout-1.';
    expect(answersSharingFacts(conclusion, calls)).toEqual([]);
  });

  it('takes nothing that most answers have', () => {
    const calls = [
      answer('shop-checkout: OOMKilled'),
      answer('shop-checkout has 3 replicas'),
      answer('shop-checkout is of team shop'),
    ];
    const conclusion = 'shop-checkout was OOMKilled.';
    expect(answersSharingFacts(conclusion, calls)).toEqual([0]);
  });

  it('reads a megabyte in bounded time', () => {
    const begun = Date.now();
    const calls = [
      answer('a-'.repeat(500_000)),
      answer('1.2 '.repeat(250_000)),
    ];
    answersSharingFacts('1.2.3 broke it', calls);
    expect(Date.now() - begun).toBeLessThan(2000);
  });
});
