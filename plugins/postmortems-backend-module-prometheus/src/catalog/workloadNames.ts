/** Of a replica set: a hash in Kubernetes' safe alphabet, then five letters. */
const OF_DEPLOYMENT = /-[a-f0-9]{6,10}-[a-z0-9]{5}$/;
const OF_STATEFUL_SET = /-\d{1,4}$/;
const OF_DAEMON_SET = /-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/**
 * What a label may name: its value, and for a pod the workload that it is of,
 * the most likely first.
 */
export function workloadNames(
  label: string,
  value: string | undefined,
): string[] {
  if (!value) return [];
  if (label !== 'pod') return [value];
  return [OF_DEPLOYMENT, OF_STATEFUL_SET, OF_DAEMON_SET].flatMap(suffix =>
    suffix.test(value) ? value.replace(suffix, '') : [],
  );
}
