/** Words and phrases, separated by commas, that suggest a default category. */
const KEYWORDS: Record<string, string> = {
  change:
    'deploy, deploys, deployed, deployment, deployments, release, released, releases, rollout, rolled out, roll-out, upgrade, upgraded, migration, migrated, canary, went to every instance, new version, rolled back, rollback',
  configuration:
    'configuration, configured, misconfigured, misconfiguration, config, setting, settings, feature flag, environment variable, parameter, toggle, secret, secrets, credential, credentials, permission, permissions, quota',
  capacity:
    'capacity, overload, overloaded, saturated, saturation, exhausted, exhaustion, out of memory, oom, out of connections, traffic spike, high load, throttled, rate limit, rate limited, backlog, connection pool, disk full, cpu, peak, scale, scaling, autoscaling',
  dependency:
    'dependency, dependencies, upstream, downstream, third party, third-party, provider, vendor, external service, external api, library, timed out, timeouts, retries, outage of',
  infrastructure:
    'infrastructure, hardware, node, nodes, cluster, kubernetes, evicted, disk, disks, power supply, availability zone, data center, datacenter, virtual machine, hypervisor, reboot, rebooted',
  network:
    'network, networking, dns, packet loss, packets, firewall, routing, bgp, tls, ssl, certificate, certificates, handshake, vpn, proxy, load balancer',
  data: 'data, dataset, corrupt, corrupted, corruption, duplicate, duplicates, duplicated, duplicate rows, schema, encoding, stale, inconsistent, import, imported, records, missing rows, malformed',
  defect:
    'bug, bugs, defect, exception, unhandled exception, null pointer, crash, crashed, crashes, panic, race condition, deadlock, memory leak, leak, regression, off by one, infinite loop, logic error, out of range',
  detection:
    'alert, alerts, alerting, monitor, monitored, monitoring, detected, undetected, detection, unnoticed, noticed, dashboard, dashboards, observability, no alert, not paged, silent, silenced',
  process:
    'process, runbook, runbooks, playbook, on-call, on call, handover, handoff, escalation, escalated, review, reviewed, code review, approval, approved, training, checklist, procedure, documentation, undocumented, ownership, communication, coordination, nobody, change freeze',
};

const BY_PHRASE = new Map(
  Object.entries(KEYWORDS).flatMap(([id, phrases]) =>
    phrases.split(', ').map(phrase => [phrase, id] as const),
  ),
);
const MAX_PHRASE_WORDS = Math.max(
  ...[...BY_PHRASE.keys()].map(phrase => phrase.split(' ').length),
);
/** Longest text that is looked at, in characters. */
const MAX_TEXT = 20_000;
/**
 * A name such as `orders-db` or `cache.timeout` is one word, as names say
 * nothing about the cause.
 */
const WORD = /[\p{L}\p{N}]+(?:[-_./:]+[\p{L}\p{N}]+)*/gu;

/**
 * The category with the most keywords in the text. The first in the list when
 * several have as many.
 */
export function suggestCategory(
  text: string,
  ids: readonly string[],
): string | undefined {
  const words = text.slice(0, MAX_TEXT).toLowerCase().match(WORD) ?? [];
  const hits = new Map<string, number>();
  words.forEach((_, start) => {
    for (let length = 1; length <= MAX_PHRASE_WORDS; length++) {
      if (start + length > words.length) break;
      const id = BY_PHRASE.get(words.slice(start, start + length).join(' '));
      if (id) hits.set(id, (hits.get(id) ?? 0) + length);
    }
  });
  const most = Math.max(0, ...ids.map(id => hits.get(id) ?? 0));
  return most === 0 ? undefined : ids.find(id => hits.get(id) === most);
}
