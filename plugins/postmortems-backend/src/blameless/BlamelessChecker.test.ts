import { BlamelessChecker } from './BlamelessChecker';
import type { BlamelessContext } from './types';

const context: BlamelessContext = {
  roster: [
    {
      identifiers: ['mei.tan', 'Mei Tan', 'mei.tan@example.com'],
      role: 'the payments on-call',
    },
    { identifiers: ['Mark Stone', 'mstone'], role: 'the sre on-call' },
  ],
  systems: [
    'alice-cache',
    'checkout',
    'Victoria',
    'component:default/checkout',
  ],
  defaultRole: 'the checkout on-call',
};
const check = (text: string) => new BlamelessChecker().check(text, context);

describe('blameless checker', () => {
  it.each([
    ['Mei Tan restarted the service.', 'Mei Tan', 'the payments on-call'],
    ['The pool was reset by mei.tan.', 'mei.tan', 'the payments on-call'],
    ['Then Mei rolled it back.', 'Mei', 'the payments on-call'],
    ['Ask mei.tan@example.com.', 'mei.tan@example.com', 'the payments on-call'],
    ['Reported by @mstone in the channel.', '@mstone', 'the sre on-call'],
    ['<@U02ABCD> changed the flag.', '<@U02ABCD>', 'the checkout on-call'],
    ['At noon Mark pushed the change.', 'Mark', 'the sre on-call'],
    [
      'Jonathan Smith deployed version 2.4.1.',
      'Jonathan Smith',
      'the checkout on-call',
    ],
  ])('finds the person in: %s', (text, quote, replacement) => {
    expect(check(text)).toContainEqual(
      expect.objectContaining({
        rule: 'personal_identifier',
        quote,
        replacement,
      }),
    );
  });

  it.each([
    'alice-cache evicted every key of checkout.',
    'The Alice service answered slowly.',
    'Jenkins built version 2.4.1 and Kafka lagged.',
    'Victoria dropped samples.',
    'The host oscar-7.internal ran out of memory.',
    'Mark the queue as full before it is.',
    'The cluster Berlin lost a node.',
    'The deployment of checkout 2.4.1 made the field currency mandatory.',
    'Cassandra compaction fell behind.',
    'Connections in db-martin were not returned.',
  ])('has no concern about: %s', text => {
    expect(check(text)).toEqual([]);
  });

  it.each([
    ['The developer forgot to run the migration.', 'role_blame'],
    ['An engineer accidentally deleted the table.', 'role_blame'],
    ['The cause was human error.', 'human_error'],
    ['It should have been caught in review.', 'counterfactual'],
    ['The team was careless.', 'blaming_verb'],
    ['A catastrophic failure!!', 'animated_language'],
  ])('finds blame without a name in: %s', (text, rule) => {
    expect(check(text).map(one => one.rule)).toContain(rule);
  });

  it('is fast on hostile text', () => {
    const started = Date.now();
    check(`${'A'.repeat(4000)}@`);
    check('the engineer '.repeat(300));
    check(`${'a-'.repeat(2000)}`);
    expect(Date.now() - started).toBeLessThan(3000);
  });
});
