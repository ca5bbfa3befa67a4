/**
 * Sentences as they stand in root causes and contributing factors, written for this measurement. Every third is kept back: the
 * rules were written without looking at how they fare on it.
 */

/** Somebody is named who is on the roster. */
const ON_ROSTER = `
Mei Tan deployed version 2.4.1 without waiting for the canary.
The migration was started by Mei Tan at 14:02.
mei.tan restarted the pool by hand.
The index was dropped by mstone during the cleanup.
Mark Stone raised the limit to 200 connections.
After Mark's change the queue grew to 40,000 messages.
The flag was enabled by Priya Natarajan for all regions.
Priya assumed that the replica was in sync.
priyan merged the change to the retry policy.
Will Harper removed the health check from the load balancer.
The certificate was renewed by wharper on the wrong host.
The rollback by Will Harper took 14 minutes.
Grace Kim ran the backfill during peak hours.
The backfill of gkim locked the orders table.
A query written by Grace Kim scanned the whole table.
Oluwaseun Adeyemi set the timeout to 300 seconds.
seun pushed the configuration to production.
The timeout that Oluwaseun set was too long.
José García changed the currency field to mandatory.
The change by jgarcia made the field mandatory.
García had tested the change against an empty database.
Anne-Marie Dubois scaled the deployment to zero replicas.
amdubois scaled storefront to zero.
The scaling by Anne-Marie Dubois removed every pod.
Sven Lindqvist turned off the alert for disk usage.
The alert had been silenced by svenl for a week.
Lindqvist silenced the alert because it fired every night.
Rose Miller approved the change in two minutes.
The review by rmiller did not cover the migration.
Approval was given by Rose Miller before the tests had run.
Chen Wei rotated the key but not the copy in checkout.
cwei rotated the key at 09:00.
The key rotation by Chen Wei left one consumer with the old key.
Fatima Zahra started a load test against production.
The load test of fzahra ran against production.
Zahra's load test exhausted the pool.
Contact mei.tan@shop.example for the logs.
The deployment (by @mstone) had no canary.
According to Priya, the dashboard showed nothing.
Neither Mark Stone nor Grace Kim noticed the alert.
The pager woke Sven, who restarted the wrong service.
MEI TAN DEPLOYED THE WRONG IMAGE.
Then mei tan deployed again.
When Fatima rolled back, the cache was cold.
The change that Rose had approved removed the index.
Harper’s fix made it worse.
As Chen explained, the key was cached for an hour.
The outage began when Anne-Marie changed the ingress.
It took until Oluwaseun joined to find the cause.
The rule was added by José on Friday evening.
The schema was altered (Mark Stone, Grace Kim).
Ticket OPS-12 was closed by wharper as a duplicate.
`;

/** Somebody is named whom neither catalog nor evidence knows. */
const UNKNOWN = `
Jonathan Smith deployed the change on Friday.
The contractor, Emily Johnson, dropped the table.
The change was reviewed by Michael Brown.
David forgot to set the limit.
Sarah's script deleted the volume.
The vendor's engineer, Thomas Müller, rebooted the switch.
It was Robert who disabled the alarm.
Elizabeth Taylor of the network team changed the route.
The call with Daniel Wilson took an hour.
Peter ran the command on the wrong cluster.
Laura told the team that the rollout was complete.
The decision was taken by Christopher Lee.
Anna Kowalska had left the company with the only key.
James pushed directly to the main branch.
The record was changed by Maria Fernandez at the registrar.
Kevin saw the error but did not escalate it.
Linda wrote the script ten years ago.
The configuration came from Steven Clark.
Julia and Matthew both deployed at the same time.
The password was known to Andrew only.
Patricia rolled the change back.
Jennifer Lopez from support noticed it first.
Please ask richard.roe@partner.example about the feed.
The request came from @external-consultant in the channel.
<@U0ABC12> restarted the broker.
Nicole made the change without a ticket.
The script of Gregory House wiped the disk.
Samantha had access to production although she had moved on.
Charles found that the backup was empty.
The handover from Karen to Brian left out the open incident.
The typo was made by Stephanie Nguyen.
Alexander was told to skip the tests.
Rachel Green sent the wrong file to the bank.
Benjamin took the node out of the pool.
The limit had been agreed with Hannah Arendt.
`;

/** Nobody is named, but somebody is blamed. */
const BLAME = `
The developer forgot to run the migration.
An engineer accidentally deleted the volume.
The cause was human error.
The root cause is operator error during maintenance.
The on-call ignored the alert for twenty minutes.
The team failed to test the rollback.
This was a manual mistake in the configuration.
The reviewer missed the wrong default.
It should have been caught in the review.
The alert could have been noticed earlier.
The outage would have been prevented by a canary.
If only the runbook had been followed.
The administrator misconfigured the firewall.
The author of the change did not test it.
A careless change to the DNS zone removed the record.
The team was negligent in its backups.
The fault of the database team was a missing index.
Somebody broke the build before the release.
It was a catastrophic failure of the platform!!
The disastrous deployment took the site down.
The intern deleted the production table.
The vendor ignored three requests.
The operator mistyped the address.
The engineer misread the dashboard.
Responders ought to have escalated sooner.
The developer neglected to add a timeout.
A sloppy rollout caused the errors.
The user caused the overload.
The team overlooked the warning in the log.
The person on duty did not notice the alert.
The reckless deployment on a Friday caused the outage.
Blame lies with the release process of the team.
The engineer made a mistake in the query.
The horrible latency was due to a user error.
The colleague messed up the certificate.
The employee shouldn't have had access.
The on-call couldn't have been slower.
The contractor misjudged the load.
The responder failed to follow the runbook.
The admin did not check the free space.
`;

/** Nobody is named and nobody is blamed, though some words look like it. */
const TRAPS = `
alice evicted every key when the node restarted.
The Alice service answered with status 503.
oscar-cache was full after 14 minutes.
The pool of victoria has 50 connections.
Victoria dropped samples because its disk was full.
jasper retried each call five times.
The Jasper worker held the lock for 90 seconds.
martha-db ran out of connections at 14:07.
Queries against martha-db were slow after the upgrade.
athena scanned 4 TB in a single query.
Hermes delivered each message twice.
The hermes queue grew to 120,000 messages.
edgar-proxy closed idle connections after 60 seconds.
ruth-etl wrote duplicate rows.
checkout lost its connection to payments.
The deployment of checkout 2.4.1 made the field currency mandatory.
Jenkins built version 2.4.1 from the wrong branch.
Kafka lagged by 2 million records.
Cassandra compaction fell behind.
Redis evicted sessions under memory pressure.
The Django worker was killed by the kernel.
Travis ran the tests against an old image.
Vault was sealed after the restart.
Consul lost its leader for 40 seconds.
Puppet reverted the configuration on every run.
Ansible applied the playbook to both regions.
Grafana showed stale data.
Prometheus dropped the target after a label changed.
Envoy reset upstream connections.
Istio injected a sidecar with an old version.
Fastly served a cached error page.
Hadoop rebalanced blocks during peak load.
Lucene segments were merged at noon.
Maven resolved a snapshot instead of the release.
Ruby 3.3 changed the default of the parser.
Python 3.12 removed the module.
Oracle connections timed out.
Snowflake suspended the warehouse.
Splunk dropped events above the licence.
Thanos compacted the wrong block.
Zookeeper elected a new leader twice.
Nagios checked the host every five minutes only.
Apache returned status 502.
Nginx reloaded with an empty upstream.
Claude summarised the incident in the channel.
The host oscar-7.internal ran out of memory.
The host peter-02 lost its disk.
The node michael-3 was drained.
The cluster Berlin lost a node.
The region Frankfurt was unavailable.
The zone eu-west-1b lost power.
The data centre in Paris was not affected.
The Washington region failed over to Dallas.
Traffic from London was routed to Dublin.
The pod grace-5d9f8b7c6-x2x9p was evicted.
The table rose_prices had no index.
The bucket jordan-backups was public.
The repository of the Austin cluster was archived.
The database Sofia was restored from a snapshot.
The queue Emma was not drained.
The replica set named Charlotte elected a new primary.
The job adam-nightly ran twice.
The topic orders-alice had three partitions.
The branch feature/mark-read was deployed.
The file will.conf had wrong permissions.
The index sven_idx was dropped.
The namespace mei was deleted by the controller.
The script tan.sh computed the tangent.
Mark the queue as full before it is full.
Will the pool be full again? The limit is 50.
May was the month with the most deployments.
In May the certificate expired.
In April the limit was set to 50.
On June 3 the disk was full.
The grace period of the pod was 30 seconds.
During the grace period no traffic was drained.
Error rates rose to 38 percent.
The number of errors rose.
The bill rose with the traffic.
The frank output of the tool was cut off.
Chase the request through the proxy with its trace id.
The chance of a collision was one in a million.
The jack of the network cable was loose.
Ray tracing jobs used every GPU.
Ray lost its head node.
The faith in the dashboard was misplaced.
Hope is not a strategy, so a canary was added.
The dawn of the batch window overlaps with the backup.
A drawn line on the dashboard marked the deployment.
The penny rounding of prices was wrong.
The art of the cache key was its prefix.
The dale of latency at noon was an artefact of sampling.
Sky coverage of the probe was incomplete.
Summer traffic was three times the usual.
The Martin algorithm rounds half to even.
Fowler-Noll-Vo hashes collided.
The Dijkstra search did not terminate.
The Levenshtein distance was computed on bytes.
Bloom filters were rebuilt at each start.
The Poisson arrival rate doubled.
Gaussian noise was added to the metric.
The Nagle algorithm delayed small packets.
The Bernoulli trial was seeded with the time.
A Merkle tree of the blocks did not match.
The Turing GPU nodes were out of memory.
Let's Encrypt limited the number of certificates.
Amazon S3 returned SlowDown.
Google Cloud DNS served the old record.
The Oxford comma broke the parser.
Daylight saving time shifted the schedule.
The Friday deployment overlapped with the backup.
The Monday peak was twice the usual.
The payments on-call rolled the change back.
The on-call engineer was paged at 14:09.
The platform team deployed version 2.4.1 at 14:04.
The checkout team restarted the pods.
A responder silenced the alert for an hour.
The reviewer approved the change after the tests had passed.
The operator of the cluster raised the quota.
The administrator account was locked by the policy.
The user table had 40 million rows.
The developer portal was unavailable.
The engineer on duty followed the runbook.
The author field of the commit was empty.
Two people were on call for twelve services.
Nobody was paged because the route had no receiver.
The alert had no owner in the catalog.
The runbook named a dashboard that does not exist.
The runbook was out of date.
Reviews take two minutes at the median.
The change was reviewed and tested in staging.
Staging has no copy of the production data.
The team has no access to the vendor's status page.
The vendor answered after four hours.
The error budget was used up.
User errors 400 to 499 are not counted as failures.
The test did not fail because it mocked the database.
The health check did not notice the full pool.
The deployment did not wait for the canary.
The load balancer ignored the health check.
The scheduler missed two runs.
The parser ignored unknown fields.
The exporter failed to start.
The job failed to acquire the lock.
The controller deleted the namespace.
The cleanup job deleted the volume.
The autoscaler made the wrong decision on stale metrics.
The kernel killed the process.
The retry storm caused the overload.
A loop in the configuration caused the errors.
The missing index caused a full scan.
The field currency was missing in orders.
The certificate expired at 09:00 UTC.
The disk was full after 14 days.
Latency fell from 900 ms to 120 ms.
The cache was cold after the restart.
The circuit breaker opened after five errors.
Connections were not returned to the pool.
The pool size had not been changed since 2019.
The limit of 50 connections was reached at 14:07.
The feature flag new-pricing was on for all users.
The message broker lost quorum.
A memory leak in the worker filled the node.
The secret was rotated, the consumer kept the old one.
The DNS record had a TTL of one day.
The quota of the project was 100 instances.
The backup was taken from the replica.
The timeout of the client is longer than that of the server.
The thread pool was exhausted by slow calls.
The log volume doubled after the change of level.
The image was pulled from a mirror that was out of date.
The readiness probe passed before the cache was warm.
The metric was renamed in version 3.
The dashboard was built on the old name of the metric.
The lock was held for 300 seconds.
The clock of the host was 90 seconds behind.
The garbage collector paused for 12 seconds.
The schema of the event had changed.
The consumer could not read the new schema.
Error code JOHN-404 was returned by the mainframe.
The Johnson counter in the firmware overflowed.
Peter-Paul routing was switched off in the firmware.
The ROSE protocol stack was removed from the kernel.
The variable mark_stone_count overflowed.
The tag mei.tan-cache:2.4 was not found.
`;

export type Labelled = { text: string; person: boolean; blame: boolean };

const of = (block: string, labels: Omit<Labelled, 'text'>): Labelled[] =>
  block
    .trim()
    .split('\n')
    .map(text => ({ text, ...labels }));

/** Whether each sentence names a person, and whether it blames somebody without naming them. */
export const sentences: readonly Labelled[] = [
  ...of(ON_ROSTER, { person: true, blame: false }),
  ...of(UNKNOWN, { person: true, blame: false }),
  ...of(BLAME, { person: false, blame: true }),
  ...of(TRAPS, { person: false, blame: false }),
];
