import { wordingHints } from './actionItemWording';

const GOOD: [title: string, endState: string][] = [
  ['Raise the pool to 100 connections', 'The pool has 100 connections'],
  ['Alert on a full connection pool', 'An alert fires within 2 minutes'],
  [
    'Reject files that were imported before',
    'A test imports a file twice and the second import is rejected',
  ],
  [
    'Make the field currency optional',
    'Orders without a currency are accepted in staging and production',
  ],
  [
    'Add an index on article to inventory',
    'Stock lookups use the index in the query plan',
  ],
  [
    'Page the on-call for checkout errors above 1%',
    'A replay of INC-101 raises an alert within 5 minutes.',
  ],
  [
    'Collect telemetry of payment-service',
    'Metrics and alerts of payment-service are collected for an incident.',
  ],
  [
    'Find the cause of INC-104',
    'A validated investigation of INC-104 names its cause, or says why none can be found.',
  ],
  [
    'Investigate why replicas lag after a failover',
    'The report names the query that blocks replication',
  ],
  ['Rotate the signing key every 90 days', 'A job rotates the key'],
  [
    'Roll back automatically when the canary fails',
    'A canary that returns 500 is rolled back without a person',
  ],
  [
    'Remove the fallback to the legacy endpoint',
    'The legacy endpoint returns 410',
  ],
  [
    'Limit retries of the order client',
    'The order client stops after three attempts',
  ],
  [
    'Document the failover of the primary database',
    'The runbook of the primary database lists the failover commands',
  ],
  [
    'Block deployments during a change freeze',
    'The pipeline refuses deployments while the freeze flag is set',
  ],
  [
    'Move session storage out of the web pods',
    'Sessions survive a restart of every web pod',
  ],
  [
    'Improve p99 latency of search to under 300 ms',
    'The search dashboard shows a p99 below 300 ms for a week',
  ],
  [
    'Add a dashboard of queue depth per shard',
    'A dashboard with queue depth per shard',
  ],
  [
    'Validate feature flags before rollout',
    'A flag with an unknown owner is rejected by the linter',
  ],
  [
    'Give the billing service its own database user',
    'Billing connects with a user that has no write access to orders',
  ],
  [
    'Ensure that backups are restored within 30 minutes',
    'The monthly drill restores a backup in 30 minutes',
  ],
  [
    'Set a memory limit on the image resizer',
    'The image resizer is killed alone when it runs out of memory',
  ],
  [
    'Delete expired certificates from the load balancer',
    'The load balancer lists no expired certificate',
  ],
  [
    'Send deployment events to the incident channel',
    'Deployments of checkout appear in the incident channel',
  ],
  [
    'Split the nightly import into batches of 1,000 rows',
    'The import of a day holds no lock longer than 2 seconds',
  ],
  [
    'Add a circuit breaker between checkout and inventory',
    'Checkout serves cached stock while inventory is down',
  ],
  [
    'Harden the TLS settings of the edge proxy',
    'sslscan reports no TLS version below 1.2',
  ],
  [
    'Name an owner of the shared cache',
    'The catalog lists an owner for the shared cache',
  ],
];

const VAGUE: [title: string, endState: string, hints: string[]][] = [
  ['Improve things', 'It is better', ['vague_verb', 'no_target', 'end_state']],
  [
    'Prevent a repetition: stock lookups of inventory 1.9.4 take 2.48 s.',
    'A test or a guard shows that the cause of INC-101 no longer leads to an incident.',
    ['vague_verb', 'end_state'],
  ],
  [
    'Reduce a contributing factor: the field is mandatory',
    'What contributed to INC-101 is gone or is watched by an alert.',
    ['vague_verb', 'end_state'],
  ],
  ['Add tests', 'A test', ['no_target', 'end_state']],
  ['Add a test for the parser', 'A test passes', ['end_state']],
  ['Alerts', 'An alert fires', ['no_target', 'end_state']],
  ['Add an alert for queue depth', 'Alert exists', ['end_state']],
  [
    'Improve monitoring of checkout',
    'An alert fires within 2 minutes',
    ['vague_verb'],
  ],
  [
    'Raise the pool to 100 connections',
    'It is better than before',
    ['end_state'],
  ],
  ['Fix the issue', 'The issue is fixed', ['no_target', 'end_state']],
  [
    'Be more careful with deployments',
    'Deployments are done properly',
    ['vague_verb', 'end_state'],
  ],
  [
    'Investigate the database',
    'The database has been investigated',
    ['vague_verb', 'end_state'],
  ],
  [
    'Look into timeouts',
    'Timeouts are understood',
    ['vague_verb', 'end_state'],
  ],
  [
    'Ensure the service is reliable',
    'The service is reliable',
    ['vague_verb', 'no_target', 'end_state'],
  ],
  [
    'Update documentation',
    'Documentation is updated',
    ['no_target', 'end_state'],
  ],
  [
    'Discuss the rota with the team',
    'Everybody is aware',
    ['vague_verb', 'end_state'],
  ],
  [
    'Better alerting',
    'Alerting is better',
    ['vague_verb', 'no_target', 'end_state'],
  ],
  [
    'Make checkout more resilient',
    'Checkout handles failures correctly',
    ['end_state'],
  ],
  [
    'Review the runbook',
    'The runbook was reviewed',
    ['vague_verb', 'no_target', 'end_state'],
  ],
  [
    'Monitor disk usage',
    'Disk usage is monitored',
    ['vague_verb', 'end_state'],
  ],
  [
    'Try to avoid this',
    'This does not happen again',
    ['vague_verb', 'no_target', 'end_state'],
  ],
  [
    'Optimise the queries of inventory',
    'Queries are faster',
    ['vague_verb', 'end_state'],
  ],
  [
    'Make sure that rollbacks work',
    'Rollbacks work as expected',
    ['vague_verb', 'end_state'],
  ],
  [
    'Raise awareness of the on-call process',
    'People know the process',
    ['vague_verb', 'end_state'],
  ],
  ['Clean up the config', 'The config is fine', ['vague_verb', 'end_state']],
  [
    'Prevent recurrence',
    'No incident recurs',
    ['vague_verb', 'no_target', 'end_state'],
  ],
  [
    'Handle errors of the payment client',
    'Errors are handled',
    ['vague_verb', 'end_state'],
  ],
  [
    'Raise the pool to 100 connections',
    'raise the pool to 100 connections.',
    ['end_state_is_title'],
  ],
];

describe('wordingHints', () => {
  it.each(GOOD)('gives no hint for %s / %s', (title, endState) => {
    expect(wordingHints({ title, endState })).toEqual([]);
  });

  it.each(VAGUE)('gives hints for %s / %s: %s', (title, endState, hints) => {
    expect(wordingHints({ title, endState })).toEqual(
      hints.map(hint =>
        hint === 'end_state' ? 'end_state_not_checkable' : hint,
      ),
    );
  });
});
