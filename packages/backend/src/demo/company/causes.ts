/**
 * What a cause looks like in the evidence, and what is done about it.
 * Placeholders: `{s}` service, `{d}` dependency, `{v}` version, `{o}` previous
 * version, `{n}` number.
 */
export type Cause = {
  weight: number;
  title: string;
  alert: string;
  metric: { name: string; unit: string; before: number; highest: number };
  log: string;
  /** What of the log line the investigator looked for; without it nothing but a deployment ties the cause. */
  found?: string;
  /** Description of the deployment that brought it, where one did. */
  deployment?: string;
  hypothesis: string;
  factor?: string;
  /** What people say it belongs to, in the words of the default categories. */
  category: string;
  items: { title: string; endState: string; type: ItemType }[];
};

type ItemType = 'investigate' | 'prevent' | 'mitigate' | 'detect' | 'repair';

const ERRORS = { name: 'error_rate', unit: 'ratio', before: 0.002 };
const LATENCY = { name: 'latency_p99', unit: 'seconds', before: 0.18 };

const CANARY = {
  title: 'Send new versions of {s} to a tenth of the instances first',
  endState: 'A version of {s} that answers with errors reaches 10 % at most',
  type: 'prevent',
} as const;

/** What somebody believed, and the evidence does not bear out. */
export const GUESS = '{s} broke because {d} 0.9.9 was released by hand.';

/**
 * The causes of a company's incidents, with roughly the frequencies of public
 * collections of postmortems.
 */
export const CAUSES: readonly Cause[] = [
  {
    weight: 26,
    title: '{s} rejects requests',
    category: 'change',
    alert: 'HighErrorRate',
    metric: { ...ERRORS, highest: 0.31 },
    log: 'request {n} rejected: field region is missing',
    found: 'field region is missing',
    deployment: 'The field region is mandatory in every request',
    hypothesis:
      '{s} {v} rejects requests in which the field region is missing, because the deployment made it mandatory.',
    factor: '{s} {v} went to every instance at once.',
    items: [
      CANARY,
      {
        title:
          'Fail the build of {s} when a caller leaves out the field region',
        endState: 'The build of {s} fails with such a caller',
        type: 'detect',
      },
    ],
  },
  {
    weight: 12,
    title: '{s} answers slowly after a release',
    category: 'change',
    alert: 'HighLatency',
    metric: { ...LATENCY, highest: 4.2 },
    log: 'query took {n} ms: no index on column customer',
    found: 'no index on column customer',
    deployment: 'Orders are read by customer',
    hypothesis:
      'Queries of {s} {v} are slow, because there is no index on column customer in the database.',
    items: [
      {
        title: 'Add an index on column customer to the database of {s}',
        endState: 'The query by customer takes less than 50 ms at p99',
        type: 'repair',
      },
      {
        title: 'Compare query plans of {s} in the build before a release',
        endState: 'The build of {s} fails on a sequential scan',
        type: 'prevent',
      },
    ],
  },
  {
    weight: 14,
    title: '{s} runs out of connections',
    category: 'capacity',
    alert: 'HighErrorRate',
    metric: { ...ERRORS, highest: 0.22 },
    log: 'connection pool exhausted: {n} of {n} connections in use',
    found: 'connection pool exhausted',
    hypothesis:
      'The connection pool of {s} is exhausted: {n} of {n} connections are in use.',
    items: [
      {
        title: 'Raise the connection pool of {s} to twice its peak',
        endState: 'At peak {s} uses half of its connections at most',
        type: 'mitigate',
      },
      {
        title: 'Alert when {s} uses 80 % of its connections',
        endState: 'A test with 80 % of the connections in use pages the team',
        type: 'detect',
      },
    ],
  },
  {
    weight: 15,
    title: '{s} waits for {d}',
    category: 'dependency',
    alert: 'HighLatency',
    metric: { ...LATENCY, highest: 6.5 },
    log: 'call to {d} timed out after {n} ms',
    found: 'timed out after {n} ms',
    hypothesis:
      '{s} is slow because its calls to the upstream {d} timed out after {n} ms.',
    items: [
      {
        title: 'Answer from the cache of {s} while {d} does not answer',
        endState: '{s} answers within 300 ms with {d} switched off',
        type: 'mitigate',
      },
      {
        title: 'Stop retries of {s} against {d} with a circuit breaker',
        endState: 'With {d} switched off {s} sends 1 call per second at most',
        type: 'prevent',
      },
    ],
  },
  {
    weight: 12,
    title: '{s} fails after a change of its settings',
    category: 'configuration',
    alert: 'HighErrorRate',
    metric: { ...ERRORS, highest: 0.48 },
    log: 'cache timeout of {n} ms exceeded',
    found: 'cache timeout of {n} ms',
    deployment: 'Sets the cache timeout in the configuration',
    hypothesis:
      'The configuration of {s} {v} sets a cache timeout of {n} ms, which is exceeded.',
    items: [
      {
        title: 'Refuse timeouts below 100 ms in the configuration of {s}',
        endState: 'A configuration with a timeout of 50 ms does not deploy',
        type: 'prevent',
      },
    ],
  },
  {
    weight: 6,
    title: 'Connections to {s} are refused',
    category: 'network',
    alert: 'TargetDown',
    metric: { ...ERRORS, highest: 0.97 },
    log: 'tls handshake failed: certificate expired {n} minutes ago',
    found: 'certificate expired',
    hypothesis:
      'Connections to {s} fail, because the TLS certificate of {s} expired.',
    items: [
      {
        title: 'Renew the certificate of {s} automatically',
        endState: 'The certificate of {s} is renewed 30 days before it expires',
        type: 'prevent',
      },
    ],
  },
  {
    weight: 8,
    title: '{s} restarts again and again',
    category: 'defect',
    alert: 'CrashLooping',
    metric: { ...ERRORS, highest: 0.4 },
    log: 'unhandled exception: index {n} out of range',
    found: 'index {n} out of range',
    deployment: 'Reads messages in batches',
    hypothesis:
      '{s} {v} crashes with an unhandled exception: index {n} out of range.',
    items: [
      {
        title: 'Skip empty batches in {s}',
        endState: 'A test with an empty batch passes in the build of {s}',
        type: 'repair',
      },
      CANARY,
    ],
  },
  {
    weight: 5,
    title: 'Part of {s} is gone',
    category: 'infrastructure',
    alert: 'TargetDown',
    metric: { ...ERRORS, highest: 0.35 },
    log: 'node worker-{n} is not ready: disk pressure',
    hypothesis:
      'Instances of {s} were evicted, because node worker-{n} is not ready: disk pressure.',
    items: [
      {
        title: 'Spread the instances of {s} over three nodes',
        endState:
          'A test that drains one node passes: {s} answers every request',
        type: 'prevent',
      },
    ],
  },
  {
    weight: 4,
    title: '{s} shows wrong numbers',
    category: 'data',
    alert: 'DataCheckFailed',
    metric: { ...ERRORS, highest: 0.09 },
    log: 'check failed: {n} duplicate rows in imported file',
    found: '{n} duplicate rows',
    hypothesis:
      '{s} counts twice, because the imported file holds {n} duplicate rows.',
    items: [
      {
        title: 'Refuse imports with duplicate rows in {s}',
        endState: 'A test shows that an import with two equal rows is refused',
        type: 'prevent',
      },
      {
        title: 'Count rows of {s} again for the last 30 days',
        endState: 'Totals of the last 30 days equal those of the ledger',
        type: 'repair',
      },
    ],
  },
  {
    weight: 3,
    title: '{s} refuses its callers',
    category: 'configuration',
    alert: 'HighErrorRate',
    metric: { ...ERRORS, highest: 0.88 },
    log: 'unauthorized: credential expired {n} minutes ago',
    found: 'credential expired',
    hypothesis:
      'Callers of {s} are unauthorized, because their credential expired.',
    items: [
      {
        title: 'Rotate the credential of {s} before it expires',
        endState: 'The credential of {s} is younger than 60 days',
        type: 'prevent',
      },
    ],
  },
];
