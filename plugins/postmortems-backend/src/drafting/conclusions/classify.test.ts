import { classify } from './classify';

const read = (text: string) =>
  classify({ text, isQuestion: text.trim().endsWith('?') });

describe('a cause', () => {
  it.each([
    'so that is our own limiter',
    'turns out the nightly job still points to the old bucket',
    'the replica was reading the stale table',
    'it is the sidecar, confirmed',
    'that explains why only tenants in zone b saw it',
    'the token for the mail relay expired at midnight',
    'my migration dropped the index on invoices',
    'ledger-sync 3.2.0 came with a smaller pool',
    'my estimate: 80 % the feature flag, rest the cache',
  ])('is stated by %j', text => {
    expect(read(text)).toMatchObject({ isSupposed: false });
    expect(read(text).cause).toBeGreaterThanOrEqual(1.5);
  });

  it.each([
    'not sure it is the cache',
    'maybe the pool is full',
    'I think the certificate expired',
  ])('is supposed by %j', text => {
    expect(read(text).isSupposed).toBe(true);
  });

  it.each([
    'is it the cache?',
    'if the pool is full we would see it in the graph',
    'let us check whether the disk is full',
    'I restarted it because it was slow',
    'we should write a runbook, there is none without typos',
    'DNS is a haiku',
    'we have no alert for that',
    'the budget will be exhausted next week',
  ])('is not stated by %j', text => {
    expect(read(text).cause).toBe(0);
  });
});

describe('what is ruled out', () => {
  it.each([
    'no change after the restart, so it was not 8.3.1',
    'unrelated, that job runs on another cluster',
    'red herring, sorry',
    'so not the network',
    'it cannot be the queue',
    'so 8.3.1 is fine',
    'nothing wrong on the side of the bank',
    'that change is frontend only',
  ])('is recognised in %j', text => {
    expect(read(text).isRuledOut).toBe(true);
  });

  it.each([
    'was it not 8.3.1?',
    'not sure yet',
    'not now',
    'it is not clear to me',
    'if it is not the network we should call the bank',
  ])('is not found in %j', text => {
    expect(read(text).isRuledOut).toBe(false);
  });
});

describe('what came of an act', () => {
  it.each([
    'no errors since 11:02',
    'everything is back to normal',
    'logins work again',
    '12 of 12 up',
    'the queue is draining, all green',
  ])('is that it helped: %j', text => {
    expect(read(text).effect).toBe('helped');
  });

  it.each([
    'rollback done, no change',
    'that did not help',
    'still failing with the flag off',
  ])('is that it was in vain: %j', text => {
    expect(read(text).effect).toBe('in vain');
  });

  it.each(['I hope it works again', 'it should be back to normal soon'])(
    'is not known by %j',
    text => {
      expect(read(text).effect).toBeUndefined();
    },
  );
});

describe('a false alarm', () => {
  it.each([
    'false alarm, the probe itself was broken',
    'nothing was broken',
    'that was only load test traffic',
    'the dashboard was wrong',
    'the shop was never down',
  ])('is named by %j', text => {
    expect(read(text).isFalseAlarm).toBe(true);
  });

  it.each(['false alarm?', 'maybe a false alarm', 'the shop is down'])(
    'is not named by %j',
    text => {
      expect(read(text).isFalseAlarm).toBe(false);
    },
  );
});

describe('other things that people say', () => {
  it.each([
    ['decision: we fail over to west', { isDecision: true }],
    ['ok let us switch to the old gateway', { isDecision: true }],
    ['banners are a product decision', { isDecision: false }],
    ['correction: 900 counted retries, unique are 412', { isCorrection: true }],
    ['that was 900 at noon', { isCorrection: false }],
    ['nobody has checked the archive', { isUnknown: true }],
    ['no idea whether the exports were hit', { isUnknown: true }],
    ['we should rename it, nobody knows the name', { isUnknown: false }],
    ['no customer was affected', { isNobodyAffected: true }],
  ])('are read from %j', (text, expected) => {
    expect(read(text)).toMatchObject(expected);
  });
});
