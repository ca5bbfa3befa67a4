import { keysInName, wordsIn } from './namesIn';

describe('wordsIn', () => {
  it('has words, and those that follow each other, as names of services', () => {
    expect(wordsIn('The payment service is (down)')).toEqual(
      expect.arrayContaining([
        'payment',
        'payment-service',
        'the-payment-service',
        'down',
      ]),
    );
    expect(wordsIn('payment, service')).not.toContain('payment-service');
    expect(wordsIn('card_db.v2: on db proxy')).toEqual([
      'card_db.v2',
      'on-db',
      'on-db-proxy',
      'db-proxy',
      'proxy',
    ]);
  });

  it('has some of a long text', () => {
    const text = Array.from({ length: 5000 }, (_, n) => `w${n}x`).join(' ');
    expect(wordsIn(text)).toHaveLength(200);
    expect(wordsIn('a'.repeat(10_000))).toEqual([]);
  });
});

describe('keysInName', () => {
  it.each([
    ['incident-inc-42-checkout', 'INC-42'],
    ['2026-11-28 14:00 Incident INC 42', 'INC-42'],
    ['#2931 checkout', '2931-checkout'],
  ])('has early in %j the key %s', (name, key) => {
    expect(keysInName(name).slice(0, 8)).toContain(key);
  });

  it.each(['2026-11-28 14:00', 'ops weekly'])('has none in %j', name => {
    expect(keysInName(name)).toEqual([]);
  });
});
