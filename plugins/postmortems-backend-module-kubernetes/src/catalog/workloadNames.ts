// Hashes and endings are of Kubernetes' safe alphabet (apimachinery's util/rand), which
// has no vowels: `worker` is part of a name
const SAFE = '[bcdfghjklmnpqrstvwxz2456789]';
const OF_DEPLOYMENT = new RegExp(`-${SAFE}{6,10}-${SAFE}{5}$`);
const OF_STATEFUL_SET = /-\d{1,4}$/;
const OF_DAEMON_SET = new RegExp(`-${SAFE}{5}$`);
const OF_REPLICA_SET = new RegExp(`-${SAFE}{6,10}$`);

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
