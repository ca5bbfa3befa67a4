/**
 * Measured only. They were written and labelled when the rules stood, and no rule was changed because of one: whoever looks at which of
 * them fail, and changes a rule, must move these to `seen.ts` and write new ones.
 *
 * Each line holds the themes, `-` for none, and the sentence. Readers may differ over a theme with a `?`: it counts neither way.
 */

/** Sentences that say what they mean. */
export const plain = `
change defect | Version 2.8.0 of the cart service, released at 09:15, crashes when the voucher field is empty.
capacity | The heap of the order service was full, and the JVM spent its time in garbage collection.
database capacity? | Slow queries against the customer table kept connections busy for up to 40 seconds.
network | The TLS handshake with the gateway failed, because its certificate had expired an hour before.
dependency | Calls to the external shipping API timed out for 25 minutes.
configuration | The environment variable QUEUE_URL was not set in the new region.
infrastructure | The node on which both replicas ran failed with a hardware error.
security | The API key for the mail provider had been revoked by the security team.
detection | There was no alert for the growing backlog, and it was found by accident the next morning.
process | The migration plan had not been reviewed by the database team.
data | The file that the supplier sent contained duplicate article numbers.
change database | The deployment ran a migration that locked the invoice table for six minutes.
capacity change? | After the launch of the mobile app the number of requests tripled, and the thread pools were exhausted.
configuration capacity | With a limit of 256 MB the pods were killed for using too much memory.
network infrastructure? | A broken cable between two switches caused packet loss on the storage network.
dependency capacity? | Our clients retried without any delay and overloaded the recovering service.
defect | The code did not check for a missing address and failed with a null pointer exception.
database | The replica was 30 minutes behind the primary.
process detection? | Nobody was on call for the data pipeline during the weekend.
security | Attackers used leaked credentials of a test user.
infrastructure dependency | The cloud provider had a power failure in one of its data centers.
change configuration | A configuration change of the proxy was rolled out without a canary.
data defect? | Events were processed in the wrong order, so the stock levels were wrong.
detection | The monitoring system only checks that the port is open.
network | DNS queries for internal names were answered by the public resolver.
capacity | The queue grew to two million messages, because consumers were too slow.
database | An unused index made every insert twice as expensive.
dependency defect | The client library of the payment vendor has a memory leak.
change | The new version was activated for all customers at the same time.
process | Two engineers restarted the cluster at the same time without coordination.
configuration network | The ingress was configured with the wrong backend port.
security configuration? | The bucket was publicly readable for three weeks.
capacity | No disk space was left on the build server.
defect change | A refactoring introduced an infinite loop in the discount calculation.
database infrastructure? | The failover of the database cluster did not complete.
data | Half of the customer records had no country.
detection configuration | The threshold of the disk alert was set to 99 %.
process change | The release was pushed to production without a test.
network | Firewall rules blocked the traffic between the application and the cache.
dependency | The identity provider was down, so nobody could log in.
infrastructure | Kubernetes evicted the pods from the failing node.
capacity database | PostgreSQL ran out of connections, since each worker opens ten.
configuration | The cron job was scheduled for 02:30, which does not exist on the day of the clock change.
defect | Two threads incremented the counter without a lock.
security | The signing key was rotated without informing the consumers.
change infrastructure? | The upgrade of the container runtime broke the log collection.
process | The runbook does not say how to fail back.
data change | A migration script wrote wrong values into the status column.
dependency | The upstream search service returned errors, and there was no fallback.
network change | The DNS records were changed too early during the move to the new provider.
detection | The error was only visible in a log file that nobody reads.
capacity configuration | The number of replicas was fixed at two, although traffic doubles in the evening.
database defect | A query built by the new filter lacked the join condition and returned millions of rows.
infrastructure | The hypervisor was overheating and throttled its guests.
defect | The scheduler ignores jobs whose start time lies in the past.
process security | A former employee still had administrator rights, since the offboarding checklist is not followed.
change defect | The library update contained a breaking change in date parsing.
capacity dependency | The rate limit of the partner API was exceeded by our nightly job.
configuration | The staging credentials had been deployed to production.
data database | A restore from an old backup lost the orders of the last two hours.
network | The load balancer did not remove the failed instance.
detection process | On-call did not receive the page, because the rota had not been updated.
security network | A DDoS attack on the DNS servers made the domain unreachable.
infrastructure capacity | After the zone failure the remaining nodes ran out of CPU.
dependency | A cascading failure was started by the slow inventory service.
process | Responsibility for the shared library is not defined.
change | A feature flag was turned on by the experiment platform.
defect capacity | File descriptors leaked with each failed upload until the limit was reached.
database change | An index was dropped by the last schema migration.
configuration | The timeout for the report was shorter than the report takes.
data | The translation file was not valid UTF-8.
network | Outgoing connections ran through a NAT gateway that dropped idle sessions.
capacity | The batch job and the online traffic competed for the same CPU.
infrastructure | Two of three control plane nodes were lost.
dependency change | The vendor switched off the old API version.
security | The access token expired during the long-running export.
defect data? | Rounding errors made the sums differ by a few cents.
process configuration | The setting was changed by hand and not recorded anywhere.
detection | Alerts were delayed by 20 minutes, because the metrics pipeline was overloaded.
database | Lock contention between the import and the checkout.
capacity network? | Bandwidth of the uplink was used up by the backup.
change network | A new firewall rule was deployed to all sites.
configuration database? | The pool size had been set to one connection for a test.
process | The change was approved by a person who does not know the system.
infrastructure change | A firmware update of the disks was applied to all storage nodes at once.
dependency | npm was unavailable, and the build failed.
defect | The parser crashes on nested quotes.
data | Wrong exchange rates were imported from the bank.
detection | Nobody noticed the failed backups for two months.
network | The route to the branch offices was withdrawn.
database | A long-running transaction blocked the vacuum process.
capacity | A spike of sign-ups after the TV show saturated the web servers.
change | Rolling back was slow, as the old image was no longer in the registry.
security process? | The password had been shared in a chat channel.
configuration | A wrong flag in the startup script disabled the cache.
process | Documentation of the failover is missing.
dependency network | The VPN connection to the bank was interrupted by the bank's provider.
infrastructure | The kernel of the host crashed.
defect | A regression in the retry handling doubled each payment.
data | The product catalogue contained prices of zero.
detection configuration? | The alert rule used a metric that had been renamed.
capacity | The connection pool of the gateway was too small for the peak.
database | Deadlocks between two batch jobs.
change configuration? | The autoscaler was replaced, and its defaults are different.
network configuration? | The TTL of the DNS entry was set to one day.
process | No one had tried the restore before.
security | A vulnerable plugin allowed uploads by anonymous users.
dependency infrastructure | An outage of the AWS region eu-central-1.
defect change | The hotfix of the day before had a typo in the condition.
configuration | Maximum upload size was limited to 2 MB.
capacity infrastructure? | Disk throughput of the virtual machines was throttled by the platform.
database capacity | Database storage was full.
data | Old messages with an outdated schema were replayed.
process change? | The deployment started on Friday at 17:00, when half of the team had left.
detection | Customers called support before any alarm was raised.
infrastructure network? | A defective network card sent corrupted packets.
network | Certificates were renewed, but the proxy was not reloaded.
defect | The idempotency key was ignored, and orders were created twice.
dependency capacity | The third-party geocoder allows 50 requests per second and rejected the rest.
change database | The ORM upgrade changed the generated queries.
configuration security? | The CORS setting was too strict for the new domain.
capacity | Too many open files.
process | The escalation policy pointed to a manager who was on leave.
infrastructure | Node pool upgrade by the cloud drained all nodes of a zone.
data | Corrupted index files in the search cluster.
detection | The dashboard showed the average, so that the slow tenth was hidden.
database | A missing foreign key index made deletes take minutes.
security | Expired client secret of the OAuth application.
network | MTU mismatch after the new tunnel had been set up.
dependency | The CRM of the vendor was in maintenance, which we had not been told.
`;

/** Sentences with words that say something else here: names, homonyms, what was not there, what was done against it. */
export const traps = `
- | checkout-api answered with HTTP 503 between 12:00 and 12:15.
- | The reviews service was slow.
- | cache-node and load-balancer restarted.
- | Requests of storefront to /network failed.
- | config-server was not available.
- | process-engine 2.3 logged errors.
- | The scaling-advisor pods did not start.
- | Errors occurred in release-notes and schema-registry.
- | dashboard shows an error.
- | The data-gateway could not be reached.
- | network-tool reported nothing.
- | key-store-2 was restarted twice.
- | The training team was informed at 11:00.
- | alerts were slow, and so was search.
- | The query-service returned HTTP 500.
- | The database was not affected.
- | The network can be ruled out.
- | There was no sign of a security incident.
- | The release was not the cause.
- | It was not due to the configuration change.
- | Neither the nodes nor the disks showed errors.
- | CPU usage was normal.
- | No deployment happened on that day.
- | The upgrade is not related.
- | DNS was checked and ruled out.
- | The provider confirmed that there was no outage.
- | No messages were lost.
- | The certificate is valid.
- | The connection pool was not exhausted.
- | We have no evidence that the firewall blocked anything.
- | The feature flag had nothing to do with it.
- | The cluster was not overloaded.
- | It is not clear whether the upstream contributed.
- | Monitoring worked as designed.
- | The alert fired after two minutes.
- | The database recovered by itself after the restart.
- | The problem was solved by a rollback.
- | It was fixed with an increase of the memory limit.
- | Service was restored by restarting the nodes.
- | The issue was mitigated by blocking the traffic of one customer.
- | After a restart of the load balancer the errors disappeared.
- | The incident ended when the old configuration had been restored.
- | The process of signing up failed.
- | The page did not load for some users.
- | Full addresses were not shown.
- | Product reviews disappeared.
- | Hosts could not accept bookings.
- | The index of the book was not shown.
- | Card transactions were declined.
- | Travellers saw the wrong route.
- | Users in the region Tuscany were logged out.
- | Power cables were not in the catalogue.
- | Exceptions to the opening hours were not shown.
- | Training plans could not be saved.
- | The traffic forecast was missing.
- | The release of the new single was not listed.
- | The capacity of the suitcase was shown in gallons.
- | Partners received the newsletter twice.
- | The vendor rating was not calculated.
- | The memory card slot was not mentioned.
- | The lock of the parcel box stayed closed.
- | The scale of the drawing changed.
- | The migration museum could not be found.
- | The review form was empty.
- | Documentation photos were missing.
- | The key account list was not displayed.
- | The version for teachers did not open.
- | Network partners of the chamber were not shown.
database | A missing index in the database of reviews.
network | The TLS certificate of routes-api expired.
change | config-server 5.0 was deployed to all regions.
defect | cache-node has a memory leak.
security | The password of database-proxy was rotated.
dependency | dashboard failed because its calls to traffic timed out.
configuration | The timeout of process-engine was set too low.
infrastructure | The host of alerts crashed.
detection | There is no alert for release-notes.
process | The runbook of load-balancer is outdated.
data | inventory contains duplicate records.
database | It was not the network: a lock on the users table blocked the writes.
capacity | The release was not to blame, the queue was full.
defect | No attack, just a bug in the login form.
change | The network was healthy; the deployment at 10:00 caused the errors.
dependency | None of our releases was involved. The upstream provider was down.
infrastructure | DNS was fine. A node had failed.
detection | It was not noticed by any alert.
process | The change had not been tested.
configuration | The limit was not configured.
database | The query could not use an index.
security | The bucket is not protected by a policy.
dependency | There is no circuit breaker around the vendor call.
`;
