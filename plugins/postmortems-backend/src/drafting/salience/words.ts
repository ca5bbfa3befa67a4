import { nameKey, stem } from '../../verification';

/** Words of alerts and of metrics that mean the same. */
const SAME: Readonly<Record<string, string>> = {
  slow: 'latency',
  slowest: 'latency',
  slowness: 'latency',
  duration: 'latency',
  failing: 'error',
  failed: 'error',
  fail: 'error',
  fails: 'error',
  failure: 'error',
  failures: 'error',
  '5xx': 'error',
  database: 'db',
  disk: 'storage',
  filesystem: 'storage',
  available: 'free',
  avail: 'free',
  freeable: 'free',
  utilisation: 'usage',
  utilization: 'usage',
  used: 'usage',
  use: 'usage',
  mem: 'memory',
  conn: 'connection',
  conns: 'connection',
  delay: 'lag',
  replica: 'replication',
};

/** Words of a name or sentence without inflection; `FreeStorageSpace` and `free_storage_space` have the same. */
export function wordsOf(text: string): string[] {
  const split = text
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2');
  return (nameKey(split).match(/[\p{L}\p{N}]+/gu) ?? []).map(word =>
    stem(Object.hasOwn(SAME, word) ? SAME[word] : word),
  );
}
