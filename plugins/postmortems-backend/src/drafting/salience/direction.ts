import type { MetricPayload } from '@postmortems/backstage-plugin-postmortems-common';
import { wordsOf } from './words';

/** Which way a metric moves when things get worse. */
export type Harm = 'up' | 'down' | 'unclear';

const stems = (...words: string[]) => new Set(words.flatMap(wordsOf));

/** Things of which there should be few. They come first: `failed_orders`, `pods_not_ready`, `requests_pending`. */
const FAILURES = stems(
  ...['error', 'timeout', 'rejected', 'dropped', 'lost', 'not', 'unavailable'],
  ...['unhealthy', 'exception', 'crash', 'restart', 'oom', 'evicted', 'retry'],
  ...['retries', 'throttled', 'throttling', 'deadlock', 'missed', 'cancelled'],
  ...['abandoned', 'refused', 'denied', '4xx', 'panic', 'stale', 'queue'],
  ...['backlog', 'pending', 'waiting', 'blocked', 'inflight', 'unready'],
);
/** What is left, and what works. */
const GOOD = stems(
  ...['free', 'idle', 'remaining', 'headroom', 'up', 'ready', 'healthy'],
  ...['success', 'successful', 'availability', 'uptime', 'completed', 'hit'],
  ...['hits', 'throughput', 'replicas', 'orders', 'checkouts', 'revenue'],
  ...['sales', 'signups', 'logins', 'workload', 'rps', 'qps', 'requests'],
);
/** What fills up or takes time. */
const LOADS = stems(
  ...['depth', 'wait', 'usage', 'cpu', 'memory', 'saturation', 'load'],
  ...['connection', 'pool', 'swap', 'lock', 'iowait', 'pressure'],
  ...['storage', 'tickets', 'complaints', 'age'],
);

/** The direction that hurts, by the words of the name and of the labels that tell a series from others. */
export function harmOf(
  { metric, unit }: Pick<MetricPayload, 'metric' | 'unit'>,
  labels: Readonly<Record<string, string>>,
): Harm {
  const words = wordsOf([metric, ...Object.values(labels)].join(' '));
  const has = (set: ReadonlySet<string>) => words.some(word => set.has(word));
  if (has(FAILURES)) return 'up';
  const isLatency = words.includes('latency') || words.includes('lag');
  if (isLatency) return 'up';
  if (has(GOOD)) return 'down';
  if (has(LOADS)) return 'up';
  return unit === 'seconds' || unit === 'milliseconds' ? 'up' : 'unclear';
}

/** What the users of a service notice, and the business counts. */
const USERS = stems(
  ...['orders', 'checkouts', 'payments', 'revenue', 'sales', 'signups'],
  ...['logins', 'tickets', 'complaints', 'users', 'customers', 'sessions'],
  ...['bookings', 'error', 'availability', 'success'],
);

const SERVER_ERROR = /(?:^|[^\d])5\d\d(?:$|[^\d])/;

/**
 * Whether a metric tells the impact in the terms of users: requests that failed, orders, money, tickets; and how long
 * they wait, where it is of the service that they use.
 *
 * @param isOfEntrance - of the service that the incident names first
 */
export function isUserFacing(
  { metric }: Pick<MetricPayload, 'metric'>,
  isOfEntrance = false,
): boolean {
  const words = wordsOf(metric);
  return (
    words.some(word => USERS.has(word)) ||
    SERVER_ERROR.test(metric) ||
    (isOfEntrance && words.includes('latency'))
  );
}
