import { parseStepRule } from './stepRule';

describe('a rule of a step', () => {
  it.each([
    ['db_pool_in_use >= 50', 'compare'],
    ['up{job="db"} == 0', 'compare'],
    ['count > 3', 'count'],
    ['output contains "connection refused"', 'contains'],
    ['output shows "connection refused"', 'contains'],
    ['the log includes one of: timeout, refused', 'contains'],
  ])('is read when code can evaluate it: %s', (rule, type) => {
    expect(parseStepRule(rule)?.type).toBe(type);
  });

  it.each(['a deployment precedes the first error', 'the pool was full', ''])(
    'is left to people otherwise: %j',
    rule => {
      expect(parseStepRule(rule)).toBeUndefined();
    },
  );
});
