/** Of a replica set: a hash in Kubernetes' safe alphabet, then five letters. */
const OF_DEPLOYMENT = /-[a-z0-9]{6,10}-[a-z0-9]{5}$/;
const OF_STATEFUL_SET = /-\d{1,4}$/;
const OF_DAEMON_SET = /-[bcdfghjklmnpqrstvwxz2456789]{5}$/;
const OF_REPLICA_SET = /-[a-z0-9]{6,10}$/;

/** Names of workloads that an object may be of, the most likely first. */
export function workloadNames({
  kind,
  name,
}: {
  kind: string;
  name: string;
}): string[] {
  const suffixes =
    kind === 'Pod'
      ? [OF_DEPLOYMENT, OF_STATEFUL_SET, OF_DAEMON_SET]
      : [OF_REPLICA_SET].filter(() => kind === 'ReplicaSet');
  return [
    ...suffixes.flatMap(suffix =>
      suffix.test(name) ? name.replace(suffix, '') : [],
    ),
    name,
  ];
}
