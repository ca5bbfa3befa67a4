/**
 * Sentences that the rules were written with: look at them as often as you like. Many were held out once, until somebody looked at
 * which of them fail.
 *
 * Each line holds the themes, `-` for none, and the sentence.
 */

/** Sentences that say what they mean. */
export const plain = `
change | Release 2.4.1 of checkout went to every instance at once.
change defect | The deploy at 14:02 shipped a bug in the discount calculation.
change | After the rollout of version 3.0 the client sent a header that the gateway does not accept.
change | The rollback itself failed, because version 1.9 could not be pulled any more.
change database | A schema migration dropped a column that the old version still read.
change | The library was upgraded from 4 to 5 without reading its notes.
change | The feature flag for the new search was switched on for all tenants.
change defect | A refactoring that was merged on Monday changed the order of two calls.
change infrastructure | The cluster was migrated to new nodes during business hours.
change configuration | The new configuration was pushed to all regions within a minute.
change | The canary got so little traffic that it looked healthy.
change defect | The patch for an older issue was incomplete and introduced a regression.
change | The hotfix was deployed to only two of the three regions.
change database | PostgreSQL was upgraded to 18 and the planner chose other plans.
change defect | A backwards-incompatible change of the API broke the mobile clients.
configuration | The timeout of the client was set to 50 ms.
configuration | A wrong value in the Helm chart disabled the cache.
configuration | The service was misconfigured: its base URL still pointed to staging.
configuration | The environment variable FEATURE_REGION was missing in production.
configuration capacity | The pool was limited to 10 connections by default.
configuration | The liveness probe had a delay of two seconds, too short for a cold start.
configuration network | An invalid entry in the nginx config made the proxy refuse to start.
configuration | The cron expression ran the job every minute instead of every hour.
configuration | Staging and production have different settings for session lifetime.
configuration change | Somebody changed the parameter max_batch to 5,000 in the console.
configuration | The manifest referenced an image tag that does not exist.
configuration capacity | CPU requests were set too low, and the pods were throttled.
configuration dependency | The client has no timeout for calls to the upstream.
configuration database | The statement timeout of the database was disabled.
capacity | The connection pool is exhausted: 20 of 20 connections are in use.
capacity | The service ran out of memory and was OOM-killed.
capacity | CPU was saturated at 100 % on every instance.
capacity | The volume filled up with logs until no byte was left.
capacity | No space was left on the device.
capacity | Load rose to six times of what the service was sized for.
capacity | Sign-ups after the TV spot exceeded what two instances can serve.
capacity | The service was not scaled before the campaign.
capacity | The autoscaler reacted too late to the spike in traffic.
capacity | The rate limit of 100 requests per second was exceeded.
capacity | The queue grew faster than consumers could work it off.
capacity | File descriptors ran out on the gateway.
capacity | The pods were evicted because of disk pressure.
capacity | All worker threads were busy with slow requests.
capacity | Heap usage stayed at 98 % and garbage collection took most of the time.
capacity | The job needs 12 GB of memory, but the machine has 8 GB.
capacity | A single tenant used up the quota for everyone.
defect | Connections were not returned to the pool after an error.
defect | The consumer leaked file handles.
capacity dependency | Retries of all clients tripled the load on the upstream.
dependency | The upstream inventory timed out after 3 seconds.
dependency | checkout is slow because its calls to inventory timed out.
dependency | A third-party geocoding service was down.
dependency | The payment provider declined all requests for half an hour.
dependency | There is no circuit breaker between storefront and the recommendations.
dependency | Retries without jitter hammered a service that was about to recover.
dependency | A downstream consumer stopped reading from the topic.
change dependency | The partner changed the format of its answers without telling us.
dependency | An outage of the identity provider locked everybody out.
dependency | The external API returned errors for 20 % of the calls.
dependency | The package registry was unreachable, so builds could not start.
dependency | The service has a hard dependency on the mail gateway.
dependency | Redis was down, and the code has no fallback.
dependency | Kafka lost its controller, and producers could not send.
dependency infrastructure | AWS reported an outage of its Kinesis service in us-east-1.
database | Queries are slow, because there is no index on column customer in the database.
database | A deadlock between two transactions blocked the order table.
database | The replica lagged behind by ten minutes, so users read old orders.
database | The vacuum had not run for days and the table was bloated.
database | An analyst's query took a full table scan on the primary.
database | A foreign key was not indexed.
database | MySQL switched to read-only after the failover.
database | Row locks were held during the call to the mail server.
database | The SQL statement joins three large tables without a filter.
database capacity | The database was at 100 % CPU.
database capacity | Postgres ran out of connections.
database | The failover of the primary took eleven minutes.
database change | The ALTER TABLE statement waited for a lock and blocked all writes.
database | Statistics were outdated, so that the optimizer picked a sequential scan.
database | MongoDB elected a new primary three times in an hour.
database capacity | The disk of the database server filled with WAL segments.
network | Connections to checkout fail, because the TLS certificate of checkout expired.
network | DNS answered with NXDOMAIN for internal names.
network | The firewall dropped packets from the new subnet.
network | CoreDNS was overloaded by lookups with five search domains.
network | The load balancer had no healthy target left.
network | The proxy cut off headers longer than 8 kB.
network | A BGP session flapped and traffic took the long way.
network | Connections were reset by the NAT gateway after 350 seconds.
network | An expired intermediate certificate made clients refuse the connection.
network configuration | The TTL of the record was a day, so clients kept the old address.
network | The switch in rack 4 dropped every hundredth packet.
network | A network policy blocked egress from the namespace.
network | The VPN tunnel between both sites was down.
network | SNI was not sent, and the ingress answered with the wrong certificate.
network infrastructure | A fibre cut separated the two data centres.
data | The imported file holds 1,200 duplicate rows.
data | The price feed contained negative amounts.
data | 3,000 records were corrupted by an interrupted write.
data | The cache served stale data for an hour.
data | A customer with an empty name was in the export.
data | Orders were lost when the queue was purged.
data | Timestamps were stored without time zone, and half of them were off by an hour.
data | The training data of the model was six months old.
data | The backup could not be restored, because it was incomplete.
data | The messages had an unexpected field that consumers reject.
data | Values in the currency column were inconsistent between the two systems.
data | Invalid UTF-8 in product names stopped the indexer.
data defect | The code did not validate the input, and an order with quantity zero got through.
data database | The replicas diverged and returned different balances.
defect | The service crashes with an unhandled exception: index 12 out of range.
defect | checkout rejects requests in which the field region is missing, because the code takes it for mandatory.
defect | A null pointer in the coupon code took down the process.
defect | Two threads wrote to the same map without a lock.
defect | The retry loop never ended, because the counter was not increased.
defect | An integer overflow turned the total negative.
defect | The code assumed that every user has an address.
defect | A memory-unsafe parser segfaulted on long headers.
defect | The cache key did not contain the tenant.
defect | Leap day was not handled by the billing job.
defect | An infinite loop in the template engine blocked the event loop.
defect | The error was swallowed, and the job reported success.
defect | The idempotency check was missing, so that a payment was taken twice.
defect | The service panics when the header is empty.
defect | The logic for discounts was wrong for orders without shipping.
defect | A typo in the code compared the variable with itself.
detection | There was no alert on the length of the queue.
detection | The alert fired 40 minutes after the first error.
detection | The alert was muted since the last incident.
detection | The failure went unnoticed over the weekend.
detection | Monitoring did not cover the batch jobs.
detection | The health check answers with 200 even when the service cannot work.
detection | Alert fatigue: the channel gets 300 notifications a day.
detection | Customers told us before any monitor did.
detection | The synthetic check only ran from one region.
detection | Logs of the job were not collected, which made the diagnosis slow.
detection | The metric was missing labels, so the dashboard showed zero errors.
detection | The page went to a number that is no longer in use.
detection | Error budgets are measured per month, too coarse to see a short outage.
detection | Nobody noticed for three hours that exports were empty.
process | The runbook for failover was out of date.
process | The change was approved without a look at the plan.
process | Nobody was on call for the service.
process | Two teams worked on the outage without knowing of each other.
process | The hand-over between shifts was incomplete.
process | The service has no owner since the reorganisation.
process | The on-call engineer had no access to the console.
process | It took 25 minutes until the incident was escalated.
process | The test suite does not cover orders from abroad.
process | The step was done by hand, and a line was left out.
process | Support was not told about the maintenance.
process | The documentation described the old interface.
process | New colleagues had not been trained in the tool.
process change | There was no review of the migration script.
process change | The release went out on Friday evening, against the freeze.
process | The staging environment differs from production, so the problem did not show in tests.
process | The disaster recovery procedure had never been exercised.
process | Communication with the vendor ran through one person who was on holiday.
security | Callers are unauthorized, because their credential expired.
security | A DDoS attack sent 2 million requests per second.
security | The password of the service user was rotated without updating the job.
security | A secret was committed to a public repository.
security | The library had a known vulnerability that was exploited.
security | Access to the bucket was denied after the policy was removed.
security | Bots tried stolen passwords against the login.
security | The IAM role had been deleted as unused.
security | An attacker used an endpoint without authentication.
security | The OAuth client secret was revoked by mistake.
security | The token was not refreshed in time and calls got 401.
security | The encryption key in the vault had been disabled.
infrastructure | Node worker-7 is not ready, and its pods were lost.
infrastructure | A host in rack 12 failed with a defective power supply.
infrastructure | The availability zone eu-central-1a was unreachable.
infrastructure | A kernel bug froze the machines under high I/O.
infrastructure | The control plane of Kubernetes did not answer.
infrastructure | The hypervisor paused the virtual machine for 90 seconds.
infrastructure | The kubelet stopped reporting, and the node was drained.
infrastructure | The data center lost cooling and machines shut down.
infrastructure dependency | Spot instances were reclaimed by the cloud provider.
infrastructure | A faulty RAID controller returned read errors.
infrastructure | The EBS volume could not be attached to the new instance.
infrastructure change | Machines were rebooted for a kernel update without draining them.
infrastructure | All three replicas of the service ran on the same node, which died.
infrastructure | The clocks of two machines had drifted by 40 seconds.
change capacity database | Version 4.2 opens a connection per request; the database accepts 200.
change detection | The release was rolled back late, since the error rate was not watched after it.
change configuration process | A configuration change was applied by hand in the console and never reviewed.
capacity database dependency | Slow queries in the database of inventory held its connections, the pool ran full, and checkout, which calls it, piled up requests until threads ran out.
change defect process detection configuration | The deployment made the field region mandatory, contract tests with callers did not exist, and the alert on rejected requests had a threshold of 50 %.
security process | The certificate authority's access key was shared in a wiki page, because there is no procedure for handing over secrets.
network configuration process | The DNS zone was edited by hand; a missing dot in the record made every name of the domain wrong, and nobody reviewed it.
infrastructure capacity | When one of two zones failed, the remaining nodes were too few for all pods.
data change | A data migration converted amounts from cents to euros twice.
dependency detection | The status page of the provider showed green, and our monitors look at our own services only.
change defect | The deployment of checkout 5.2.0 made the field currency mandatory, and older clients do not send it.
capacity database defect | All 50 connections to the primary database were taken by a report that never closed them.
network | The DNS record of the payment endpoint pointed to an address that had been retired.
configuration capacity | The memory limit of the container was set to 256 MiB, half of what the service needs at peak.
dependency | The upstream tax provider answered with HTTP 503 for 40 minutes.
detection | Nobody was paged, because the alert had been silenced for an earlier maintenance.
process | The runbook described the old failover and had not been updated since the move.
security | The API token that the exporter uses expired at midnight.
infrastructure | Two nodes of the cluster in zone b lost power.
data | A backfill wrote duplicate rows into the table of invoices.
defect | A race condition between two workers let the same job run twice.
capacity | Traffic was four times the usual peak after the newsletter went out.
change database | The migration added a column with a default and locked the table for nine minutes.
change configuration | A configuration change at 09:12 pointed every instance at the staging broker.
network | The certificate of the internal CA expired and every mutual TLS handshake failed.
dependency | The client retried without backoff, so that a short outage of the upstream turned into a retry storm.
capacity infrastructure | The cluster autoscaler could not add nodes because the quota of the region was used up.
database | A missing index made the query on orders scan 40 million rows.
defect | An off-by-one error dropped the last page of each export.
process change | The change was merged without a second review.
detection | The dashboard averaged over all regions and hid that one of them was down.
change | Version 7 went to all instances at once instead of to a canary first.
data | The nightly import delivered a file with the wrong encoding.
security | A leaked access key was used to start machines for mining.
infrastructure | A kernel panic took down the hypervisor that hosted both instances.
database | Replication lag on the read replica grew to 15 minutes.
configuration | The environment variable with the endpoint was empty in production.
capacity defect | A memory leak in the image resizer grew the heap until the process was OOM-killed.
network | Packet loss of 12 % between the two data centers delayed every write.
process | It was unclear which team owns the scheduler, and the escalation took 35 minutes.
dependency configuration capacity | There was no timeout on calls to the recommendation engine, so slow answers tied up every request thread.
change defect | Release 3.8 introduced a regression in the rounding of prices.
configuration network | The ingress had the wrong path in its manifest and routed half of the requests to the old backend.
capacity | Thread pool starvation: every worker waited for a slot.
database | The ORM issued one query per item, several thousand for a single page.
data defect | A bug in the serializer wrote corrupted records to the topic.
detection | The alert went to a channel that nobody watches, so that customers noticed first.
change infrastructure | The upgrade of Kubernetes to 1.31 removed an API version that the operator still used.
security | The service account lacked permission to read the bucket.
infrastructure | A disk of the storage array failed and the rebuild slowed every volume.
capacity | The disk of the log host was full, and the agent stopped writing.
network change | A change of the firewall rules blocked port 5432 between the subnets.
process | The hand-over at the end of the shift did not mention the half-finished failover.
defect | The parser threw an unhandled exception on empty batches.
dependency capacity | Our SMS vendor throttled us without notice.
change process | The rollback took 50 minutes, as the procedure had never been rehearsed.
data | Stale entries in the cache were served for an hour after the prices had changed.
database capacity | A long transaction held locks and filled the connection pool.
detection | Monitoring had a gap: queue depth was never measured.
change | The feature flag new_checkout was enabled for everyone before the backend was ready.
configuration | A typo in the YAML file disabled compression.
dependency network | Name resolution of the partner's API failed.
security capacity | A credential stuffing attack multiplied login requests by thirty.
infrastructure network change | A firmware update rebooted the core switches in the wrong order.
process database | The failover of the database is a manual step that only two people know.
data | Records without a postal code were rejected by the importer for three days.
capacity | Consumers fell behind: 2.4 million messages were waiting in the queue.
infrastructure dependency | The cloud provider lost an availability zone in eu-west-1.
detection configuration | The threshold of the alert was set to 90 % of errors, far too high to fire.
process | Load tests were skipped to meet the date.
database change | The index was dropped by a cleanup script that had been released that morning.
network | The load balancer kept sending requests to an instance that had been shut down.
capacity configuration | Autoscaling was capped at six instances, which was too low for the sale.
security | The signing key was rotated, but one consumer still had the old one.
defect | The scheduler compared local time with UTC and started the job an hour early.
data | Customers were linked to the wrong accounts.
dependency process | The vendor's maintenance window was announced by mail to a person who had left.
configuration change | The new settings were applied to production instead of staging.
capacity | The scheduler could not place the pods because no node had enough free memory.
change defect detection | The release at 10:02 contained a null check that was inverted; unit tests passed, and no alert covers that path, so it took until noon to notice.
change configuration capacity database dependency | After the migration to the new cluster the connection limit of PostgreSQL was lower than the sum of all pools; callers retried, which made it worse.
process | First responders followed an outdated runbook, and the rota had no contact for the storage team.
change configuration network process | A route to the VPN was removed in the router configuration without telling the sites that use it.
capacity | OOM on two of three pods.
network | DNS.
database | Long-running analytics query on the primary.
change | Bad deploy of storefront.
detection process | No alert, no runbook, and nobody on call.
capacity configuration | Worker concurrency was set to 64 on a machine with four cores.
dependency | When the mail provider slowed down, every sign-up waited for it.
data database | The restore of the database left out the last six hours of orders.
defect | The date parser reads 03/04 as March in one place and as April in another.
infrastructure | The machine that holds the queue did not come back after a reboot.
configuration | Debug logging had been left enabled in production.
process | Three people changed the same file at the same time, because nobody led the response.
security | An intern's account still had administrator rights on the billing system.
change configuration | Terraform applied a change of the instance type that had not been planned.
network | Two of four tunnels to the office were down, and the other two could not carry everything.
capacity | Black Friday: five times as many orders as on an ordinary day.
change data | The new importer wrote prices without decimals.
dependency capacity | The search cluster of our vendor rejected writes once our index had reached its size limit.
database | Autovacuum was blocked by an idle transaction for eleven days.
defect | The feature was built on the assumption that a cart never has more than 100 lines, which no check enforces.
detection | The error rate was measured as an average of five minutes, so that a burst of thirty seconds never showed.
infrastructure | A faulty network card in the rack dropped off the bus every few minutes.
process change | The deployment was started from a laptop, bypassing the pipeline and its approvals.
security dependency | The vendor revoked our API key after an unpaid invoice.
configuration | Feature limits for the trial plan were copied to the enterprise plan.
capacity | The thumbnail job took all the memory of the machine it shares with the API.
configuration network | A bad rule in the router configuration crashed every edge router.
configuration network | Multicast was sent although the switches had not been configured for it.
configuration | A generated configuration was invalid and took most services down.
configuration | The path / was added to the blocklist, so that every address showed a warning.
change configuration | An automated configuration change did not reach all machines.
network configuration | A wrong firewall setting cut the site off from the internet.
security configuration | Backups lay in a bucket whose access settings let anybody read them.
security | The rotation of the password was incomplete.
process | A cleanup job of ours deleted the base images by mistake.
change process | The manual rollback was done in the wrong order and failed as well.
network configuration | A bad BGP announcement withdrew our address blocks.
infrastructure | A transformer failed, and one of the backup generators did not start.
infrastructure | A lightning strike interrupted the power of the storage systems.
infrastructure data | Machines without ECC memory flipped bits, which corrupted records.
database change | A fast schema migration queued behind a long-running read, and every other query on that table queued behind the migration.
defect change | Two versions that gave the same bit a different meaning ran side by side.
defect | The code computed the date in one year by adding one to the year, which does not exist for 29 February.
defect | The clock was assumed to be monotonic, and a negative interval made the resolver panic.
process | A command that was meant for a few servers had a typo and removed a large part of the fleet.
data capacity | Garbled messages between the servers kept all of them busy with resending state.
process network | During routine maintenance of the network, traffic was shifted to the wrong router.
process data | A maintenance job was run against production data by accident.
capacity dependency | Storage nodes retried without end, which kept the metadata service overloaded.
defect change | A double free that the latest data update exposed crashed all servers within a minute.
process | Staging did not run long enough for the fault to show.
security | An attacker flooded the site with traffic of 1.3 terabits per second.
database defect | An id column reached the largest 32-bit integer.
database capacity dependency | The database was overloaded and throttled its callers, and those without a cache failed.
security | Malicious packages had been published under the name of a well-known author.
security | The source repository contained credentials for the backups.
security | A forgotten test machine with a known vulnerability held secret keys.
database capacity change | The database had been downsized to save money and could not take the morning peak.
change infrastructure | Nodes of the game cluster died one after another when the new patch had been rolled out.
configuration detection | Timeouts of the health checks were so short that healthy instances were taken out.
capacity dependency | After an outage of our code host all its pent-up webhooks arrived at once.
defect security | A bug in the HTML parser returned memory with tokens of other customers.
capacity defect change | A new firewall rule for web requests had a regular expression with catastrophic backtracking, and it ate all CPU.
capacity | All clients reconnected at the same moment, and internal queues filled until the frontends ran out of memory.
infrastructure | The cloud moved the virtual machine of our primary cache to other hardware, and it dropped off.
database infrastructure change | A scheduled upgrade of the operating system reinstalled machines on which databases were running.
capacity | A new record of 3.4 million players at once was more than several components were built for.
security | The npm account of a maintainer had been taken over.
capacity database | Everybody worked from home, usage doubled, and the application database hung with high CPU.
database capacity | MongoDB ran out of memory, because each read pulled in pages with little that was needed.
detection | Monitoring of the database instances was lacking.
infrastructure | After the restart the wrong filesystem was mounted.
process data database | In the middle of the night an exhausted administrator wiped the data directory of the wrong database server.
defect | The job sends all mails first and only then marks them as sent.
data | A faulty upload made satellites broadcast wrong positions.
process | Updates are scheduled by hand, and one was overlooked.
change defect | An upgrade switched off a check that protects the filesystem.
dependency change | An upstream package update broke our pinned versions.
security | A personal access token with too many scopes leaked from the build server.
capacity database | The hosted database hit its maximum size.
database | A maintenance task of PostgreSQL held a lock while one of our queries asked for a global one.
process infrastructure | A missing argument on the command line rebooted the whole data center instead of three servers.
database data | The primary and all of its replicas had drifted apart.
database capacity | Secondaries were overloaded, and then all of their reads were sent to the primary.
database | Transaction ID wraparound forced the database into read-only mode.
capacity defect | A flaw in the radar interface stole so much CPU time that the computer restarted.
data defect | One team used metric units, the other imperial ones.
defect | Priority inversion starved the high-priority task until the watchdog reset the system.
infrastructure dependency | Block storage of our cloud provider was degraded in one zone.
network | Two independent sites shared a peering point, and it was unstable.
dependency | Text messages are sent by a company whose own hosting failed.
security process change | The change was declared as cosmetic, hardly anybody looked at it, and it contained the hole.
capacity | The data had grown too large to be loaded within the start timeout.
infrastructure database | Power failed in one building, and the database cluster did not come up at the other.
security | An employee could copy the wallet keys.
defect | A third-party library leaked memory.
dependency | The microservice retried at once and for ever, without exponential backoff.
dependency capacity | Trouble in a neighbouring service spilled over and overloaded the login.
database | The Cassandra cluster went down, and everything that writes to it blocked.
change capacity | The April fools feature was enabled for all users and overwhelmed the load balancers.
defect | One particular post made the regex engine backtrack for minutes.
change security | Code that was ported from the old application exposed profiles.
database | The SQL Server process hit a bug check and stopped.
process database | A manual operation on the production database left out a dependent index.
capacity | The log of the batch job grew without bound until the file system was full.
infrastructure | A fire in the exchange cut two floors off.
defect | Concurrent edits of the dose went through unchecked.
network | A network partition split the cluster, and both halves elected a leader.
process | Users had reported the fault months before, but nobody triages incoming reports.
change | The release was built from the wrong branch.
detection network | A partition delayed messages for hours, and there was too little logging to see why.
dependency capacity | Our vendor's order system collapsed when one order was split into 100,000 trades.
network dependency | The leased line to the exchange failed, and the backup line came and went.
network | The domain was suspended by the registrar after a complaint.
network | Nobody renewed the domain name.
network | Half of the name servers gave an old answer.
infrastructure capacity | The scheduler packed all replicas on two hosts, which then ran hot.
configuration capacity | Maximum heap was left at the vendor's default of 1 GB.
configuration | A stray quote in the JSON of the feature rules was silently accepted.
configuration security | Production credentials of the test tenant were in the wrong namespace, so the job wrote to the wrong place.
configuration | The retention of the topic had been shortened to one hour.
configuration | Garbage in the hosts file overrode the name of the license server.
configuration capacity | The ulimit for open files was still 1024.
capacity | Peak season.
capacity | The report was requested by all branches at 08:00 sharp, and each run takes a core for a minute.
capacity | Ephemeral ports of the gateway were used up by short-lived connections.
capacity | Inodes ran out long before the bytes did.
capacity network | The uplink was saturated by the nightly backup.
capacity | One noisy neighbour took most of the disk throughput.
capacity | Cold start: the cache was empty after the restart, and every request went to the backend.
database capacity | A cold cache sent every request to the database.
database | The connection string still named the old primary.
database | Index bloat.
database | A cartesian join in the monthly report.
database | The optimizer ignored the index after statistics had been refreshed.
database defect | Migrations ran in two instances at once and applied twice.
database | Long locks by the archiving job.
dependency | Stripe was returning errors for card payments.
dependency | S3 in us-east-1 was degraded.
dependency | Our identity provider had an outage, and sessions could not be renewed.
dependency | The weather feed we buy went dark.
dependency | We depend on a registry that we do not operate, and it was gone.
dependency | The CDN served errors from one of its points of presence.
dependency defect | The new SDK of the vendor hangs when its endpoint does not answer.
data | Half of the rows in the upload had the columns swapped.
data | Two customers had been given the same number.
data | The exchange rates were those of the previous day.
data | A test record with a price of zero reached the live catalogue.
data | Events arrived out of order and older ones overwrote newer ones.
data | The sensor reported impossible temperatures.
defect | The date of delivery is computed in local time, which breaks when clocks change.
defect | An unbounded recursion on nested categories.
defect | The lock was taken in a different order by two code paths.
defect change | The feature shipped with an inverted condition.
defect | Rounding errors accumulated over a million entries.
defect | The client treats a timeout as success.
defect | A stale closure kept the first value for the lifetime of the page.
detection | It took 52 minutes until anyone knew.
detection process | Alerts went to the mailbox of a colleague who had left.
detection | The dashboards were green throughout.
detection | We learned about it from Twitter.
detection | Probes only look at the home page.
detection | The signal was there, buried among 400 other warnings.
detection process | The alert was acknowledged at night and not followed up.
process | Nobody on the shift knew how the failover works.
process | The only person who knows the system was on a plane.
process | The postmortem of the first outage had led to no action.
process | We had no way to reach the network team outside office hours.
process | The change ticket listed the wrong hosts.
process change | The change was pushed on a Friday afternoon without telling operations.
process | Acceptance tests were red for weeks, and people had got used to it.
process | Incident roles were not assigned, so that four people restarted things at the same time.
security | SSH keys of the old build server were still trusted.
security | Our own web application firewall blocked the office.
security | The session signing secret differed between instances.
security | A scraper ignored robots.txt and requested every page.
security | Single sign-on rejected everyone, because the SAML metadata had expired.
change infrastructure | The node pool was upgraded by the cloud at night, and all pods were rescheduled at once.
infrastructure | etcd lost quorum.
infrastructure | A DIMM went bad.
infrastructure | Air conditioning failed in room 2.
infrastructure | Firmware of the SSDs stops after 32,768 hours.
infrastructure | NTP was off by two minutes on the signing hosts.
infrastructure | Docker on the build machines filled and would not start.
change | Shortly after build 4412 reached production, error rates rose.
change | We switched to the new cluster in one go instead of step by step.
change infrastructure | The base image was changed to another distribution.
change configuration | Logging was raised to debug for an investigation and stayed there.
change database | The cutover to the new database was started before the copy had finished.
change dependency | The partner moved their API to a new version that morning.
network | Sticky sessions pinned a third of the users to the dead backend.
network | IPv6 addresses were advertised without being routed.
network | A cable between the buildings was cut by construction workers.
network | Keep-alive of the balancer was longer than that of the application, so that connections died in use.
network configuration | The record had a TTL of 48 hours.
network | A middlebox dropped large packets, and path MTU discovery was filtered.
capacity change | Exhaustion of the connection pool, triggered by a deployment that doubled the number of concurrent requests.
security configuration | A scheduled secret rotation left one of the services with an expired secret in its configuration.
security | An infrastructure credential had become invalid and needed manual renewal.
capacity database | Data analysis queries were sent to the primary database and put too much load on the proxy in front of it.
capacity | Pods of the proxy crash-looped with out-of-memory errors.
database capacity | The auto-increment column of a large table reached its maximum value.
change database | A planned switch of the primary left writes without a target for three minutes.
configuration change | A feature flag that gates the new caching layer stayed on after the release.
process | Load testing did not simulate realistic concurrency.
detection | No alerting on utilisation of the connection pool.
process | The reviewer did not see that the client is never released.
configuration | The size of the pool was not adjusted for the new feature.
dependency | Our provider of managed Redis had a service interruption.
capacity | High memory pressure on the Redis instance led to mass eviction of keys.
dependency | The push notification vendor had degraded performance.
network | An expired TLS certificate on the load balancer, which was not part of the renewal schedule.
change defect | The code change in 2.3.4 introduced a connection leak in the profile endpoint.
database | A query with a missing filter read the entire table into memory.
detection process | The alert had fired three times that week and was closed as noise each time.
change | The rollout was not staged, so all regions got the broken build together.
infrastructure | Several hypervisors rebooted unexpectedly.
network | A route leak by a transit provider sent our traffic across the globe.
network change | A maintenance on the backbone withdrew more routes than intended.
network | DNS servers withdrew their own BGP routes as they could not reach the data centers.
change configuration network | A command issued during maintenance took down all connections of the backbone.
defect | The audit tool that should have stopped the command had a bug.
security | The attacker used a stolen session cookie of a support engineer.
capacity | Scaling up was too slow to keep up with the surge after the holidays.
network capacity | Transit gateways did not scale fast enough for the morning peak, and packets were lost.
capacity | The streaming feature that was enabled a day before has high contention under heavy read and write load.
database | Pathological performance of the embedded key-value store: its free list grew very long.
change defect configuration | A valid configuration change by one customer triggered a bug that a release in May had brought.
change process | A maintenance script was called with the ids of sites instead of the ids of apps, and deleted the sites.
process | There was a communication gap between the team that asked for the deletion and the team that ran it.
process | Peer review did not cover which ids were handed over.
process | Restoring many sites at once had never been automated or tried.
change defect configuration | A configuration file with 21 fields was shipped to a sensor that expects 20.
change process | The content update went to all customers at the same time, and not to a staged group first.
defect | An out-of-bounds read in the driver crashed the operating system.
process | The validator had a gap and passed the faulty file.
database data | The secondary in the other data center had accepted writes that were not replicated.
network database | Connectivity between two sites was lost for 43 seconds, and the orchestration failed over the database across the country.
infrastructure | Failing equipment in a network hub was being replaced.
capacity change | The thread limit of the operating system was exceeded after capacity had been added to the fleet.
capacity change | Adding servers to the fleet pushed every server over its maximum number of threads.
configuration capacity | The autoscaling policy had a maximum of 20 instances.
capacity | A burst of traffic from one customer saturated the shared ingestion tier.
dependency database | AWS had elevated error rates for DynamoDB in the region.
dependency network | DNS of our cloud's database service in us-east-1 resolved to an empty record.
defect network | A race between two planners left the DNS record of the endpoint empty.
capacity | Congestive collapse: work was retried faster than it could be finished.
defect | Null values in a policy made the service crash, as there was no error handling.
change defect | The new code path was not protected by a feature flag.
data | A policy with blank fields was inserted into the regional tables.
dependency capacity | There was no randomised backoff, and restarting tasks created a herd effect on the table they read.
database change security | Permissions on the database were changed, so a query returned duplicate rows.
defect configuration capacity | The feature file doubled in size and exceeded a limit that is hard-coded in the proxy, which panicked.
capacity infrastructure | A cooling failure forced half of the racks to be switched off.
infrastructure | Both power feeds of the facility were lost, and one generator did not start.
infrastructure process | The control plane depended on a single data center, although it was believed to be highly available.
security | Production keys were found in a public gist.
security | The certificate pinning key of the old app was revoked.
security | Two-factor codes could be guessed without any limit of attempts.
security | The admin panel was reachable from the internet without a login.
security | A layer 7 attack with 17 million requests per second hit the login endpoint.
security | A contractor's laptop was infected by malware.
security | The service role had write access to every bucket.
security | A dependency was replaced by a malicious version.
security | The audit showed that passwords were stored in clear text.
security process | Offboarding does not revoke access to the build system.
security | The JWT signing key was cached longer than its overlap, and valid sessions were rejected.
security | Client secrets of the partner integration had run out on 1 March.
detection | Customers reported the problem 25 minutes before our first alert.
detection | The synthetic test passed, because it uses a cached page.
detection | Alert thresholds were based on averages, while only the slowest requests suffered.
detection | The error was logged on level debug and nobody saw it.
detection | The dashboard had been built on a metric that no longer exists.
detection | Paging was misrouted to a team that had been dissolved.
detection | There is no monitor on the freshness of the report.
detection | Silences from the last maintenance window had not been removed.
detection | Traces were sampled at one in ten thousand, so the slow calls were not visible.
detection | The exporter had been broken for days without anyone noticing.
detection | The health endpoint only checks that the process is up.
detection process | The on-call phone was on silent.
detection | Lack of alerts on replication lag.
process | An engineer ran the cleanup in production, thinking it was staging.
process | Prompts of production and staging look the same.
process | The playbook was followed, but its step 7 is out of date.
process change | Two deployments were in progress and their authors did not know of each other.
process | Escalation to the vendor was slow because nobody had the contract number.
process | The knowledge about the batch system is held by a single colleague.
process | The maintenance was not announced to support.
process | The ticket was handed over three times between teams.
process | There is no owner for the shared cron host.
process | The incident commander changed twice without a briefing.
process | Code review concentrated on style, the concurrency was not discussed.
process | QA had signed off on a different build.
process | There are no contract tests between billing and its consumers.
process | The dry run was skipped under time pressure.
process | Access to the console required an approval by someone who was asleep.
process change | The emergency fix bypassed the pipeline and its tests.
process | On-call engineers are not trained on the message broker.
change | A refactor of the session middleware dropped the tenant header.
change | The gradual rollout reached 100 % before anyone had looked at the first 5 %.
change | We upgraded the HTTP client library, and its default keep-alive changed.
change database | A backward incompatible migration ran before the new code was live everywhere.
change | Reverting the commit was not possible, as later commits depended on it.
change | The flag was flipped for all tenants at once.
change infrastructure | The operating system image was updated to a new major version.
change | The old endpoint was removed although two clients still called it.
change network | The cutover of the DNS records to the new provider was started at noon.
change configuration | A Helm upgrade reset the replica count to the default of one.
change | The release train contained 47 changes, and it took an hour to find the bad one.
change infrastructure | Node pools were upgraded in both zones at the same time.
change | A/B test 312 was ramped up to half of the users.
change dependency | The vendor migrated our account to a new cluster overnight.
change configuration | The deployment pipeline applied the staging manifest to production.
configuration | The maximum body size of the proxy was 1 MB.
configuration | In production, the client still used the sandbox URL.
configuration | The job ran with UTC instead of the local time zone, due to a missing variable.
configuration | Two services had been configured with the same consumer group.
configuration | The eviction policy of the cache was set to noeviction.
configuration | JVM heap was configured larger than the limit of the container.
configuration | A trailing space in the secret name made the lookup fail.
configuration | The bucket lifecycle rule deleted objects after one day instead of one year.
configuration | CORS headers were missing for the new domain.
configuration | The retry count was set to zero.
configuration network | The health check of the target group pointed to the wrong port.
configuration | The cron schedule was in the wrong time zone.
configuration | Terraform state had drifted from what was running.
configuration | Pod anti-affinity was not configured.
configuration security | An overly strict content security policy blocked the payment frame.
configuration detection | The alert used a label that the new exporter does not set.
configuration database | max_connections of the replica was lower than that of the primary.
configuration | Feature gates differed between the two regions.
capacity | The message queue reached its limit of 10,000 messages, and new ones were dropped.
capacity infrastructure | Worker nodes were at 95 % CPU because of the nightly export.
capacity | Disk usage on the broker reached 100 %.
capacity | Large uploads filled the temporary directory.
capacity | The thread pool for outgoing calls was exhausted within seconds.
capacity | The marketing campaign brought three times the expected number of visitors.
capacity | A crawler requested a million product pages in an hour.
capacity | The hot partition received 80 % of the writes.
capacity | Rate limits of the API were hit by our own batch job.
capacity | The cluster had no headroom for the loss of a node.
capacity | Garbage collection pauses of up to 20 seconds.
capacity | The Lambda concurrency quota of the account was reached.
capacity | Kafka consumers lagged by two hours, since one partition carried most of the load.
capacity | The file descriptor limit was reached.
capacity | IOPS of the volume were throttled after its burst credits had been spent.
capacity | The cache was flushed, and the backend could not sustain the load.
capacity defect | An endless loop in the worker pinned all cores.
capacity defect | Every request created a new HTTP client, and sockets ran out.
capacity | Not enough IP addresses were left in the subnet for new pods.
capacity dependency | Retries of the mobile app multiplied the traffic during the outage.
dependency capacity | The upstream geocoder became slow, and all of our request threads waited for it.
dependency configuration | Calls to the fraud provider hang without a timeout.
dependency | The payment gateway rejected our requests with 429.
dependency | GitHub webhooks were delayed by two hours.
dependency | The checkout flow depends synchronously on the recommendation service.
dependency | Docker Hub limited our image pulls.
dependency | npm was down, so hotfixes could not be built.
dependency change defect | A breaking change in the partner's API was not announced.
dependency | The feature flag provider was unreachable, and clients fell back to wrong defaults.
dependency | The circuit breaker did not open, since timeouts were not counted as failures.
dependency | The SSO provider was unavailable for an hour.
dependency | The third-party map widget blocked rendering.
dependency | A cascading failure started at the profile service.
dependency | Cloudflare had an incident in Frankfurt.
dependency | The external tax API changed the type of a field.
dependency | The legacy mainframe, on which the balance check relies, was being restarted.
database | A long-running transaction prevented vacuum from cleaning up.
database | Missing index on orders.customer_id.
database | Lock contention on the inventory table.
database | The replica was promoted while it was still behind.
database | A deadlock between the billing job and the API.
database change | A schema change took an exclusive lock on the users table.
database | The query planner switched to a nested loop join after the statistics were updated.
database capacity | PgBouncer ran out of server connections.
database | Full table scans caused by a function on the indexed column.
database | The primary failed over, and clients kept their connections to the old one.
database | Replication broke after a duplicate key error.
database | The MongoDB cluster lost its majority.
database capacity | The storage of the RDS instance was full.
database | Batch deletes of ten million rows blocked writers.
database | N+1 queries in the order overview.
database | The foreign key check made each insert slow.
database defect | The transaction was not rolled back when an exception occurred, and its locks stayed.
network | The load balancer marked all backends unhealthy.
network | CoreDNS could not resolve external names.
network configuration | A misconfigured firewall dropped traffic between the zones.
network | Packet loss on the link between Frankfurt and London.
network | Intermediate certificate missing in the chain.
network | The wildcard certificate was not renewed.
network | Asymmetric routing after the failover of the router.
network capacity | NAT gateway ports were exhausted.
network | The service mesh sidecar rejected connections with mTLS errors.
network | The MTU of the new tunnel was too small.
network | Clients cached the old IP address.
network | The reverse proxy buffered streaming responses.
network | Security groups did not allow traffic from the new subnet.
network | An ARP storm in the office network.
data | The import contained customers without country codes.
data | Malformed JSON in one message stopped the consumer.
data | Duplicate events led to double bookings.
data | The nightly sync deleted 12,000 valid records.
data | Prices were stale, because the cache had not been invalidated.
data | The CSV used semicolons, and all values ended up in one column.
data | Old backups were corrupt.
data | The currency field was null for legacy orders.
data | Inconsistent data between the ledger and the read model.
data | The feed sent prices in cents instead of euros.
data | Orphaned records made totals differ.
data | An emoji in a name broke the export.
defect | Unhandled null in the discount code.
defect | The scheduler skipped jobs in the hour of the daylight saving change.
defect | A memory leak in the websocket handler.
defect | Off-by-one error in the pagination.
defect | The retry logic sent the same payment twice.
defect | Race condition in the token refresh.
defect | The regular expression backtracked on long input.
defect | The worker crashed on empty input.
defect | An integer overflow in the id generator.
defect | The exception was caught and ignored.
defect | The cache key did not include the language.
defect | Incorrect handling of partial responses.
defect | A deadlock in the thread pool of the consumer.
defect | The function returned early and left the file locked.
infrastructure capacity | A worker node ran out of disk and was tainted.
infrastructure | The Kubernetes API server was unavailable for six minutes.
infrastructure | AWS retired the underlying host.
infrastructure | A power outage in the data centre.
infrastructure | Spot nodes were reclaimed all at once.
infrastructure | A faulty memory module corrupted requests.
infrastructure | The NFS server hung, and pods could not mount their volumes.
infrastructure | All instances ran in a single availability zone.
infrastructure | The virtual machine was live-migrated and paused for 40 seconds.
infrastructure | etcd was slow because of its disk.
change infrastructure network | The Kubernetes upgrade removed a node label, and the route reflectors were no longer scheduled.
process | The restore procedure was years old and had been written for another version.
change infrastructure | An automatic security update restarted systemd on all hosts within an hour.
network | The restart of the network daemon deleted the routes of all containers.
infrastructure | About 40 % of the fleet lost connectivity when the update was applied in every region at the same time.
network capacity | The prefix limit on the core routers was reached after an international peer had sent too many routes.
network configuration change | A routing filter was deleted during an upgrade of the core network.
network | A root certificate of the chat software had expired.
defect dependency | A customer's valid settings triggered a latent bug in the CDN software.
data change dependency | A new caching rule of the CDN stored session cookies and served them to other users.
network | The domain was blocked by the registry because of a misunderstanding with the registrar.
database | A new node joined the Cassandra cluster without data and answered reads with nothing.
dependency capacity | The bank's card processor could not cope with the number of transactions on payday.
database process | The read replica was used for writes by accident.
capacity | Search traffic from one integration grew tenfold within a day.
detection | We did not notice the drop in sign-ups until the weekly report.
change database | Dropping a column that the previous release still selects broke every request during the rollout.
process | The default branch protection was missing a required check.
infrastructure defect | A firmware defect made the storage controllers restart.
process security | An employee's token was stolen by malware on a laptop, and token lifetimes had never been reviewed.
capacity | A job scheduler that polls every millisecond consumed all CPU.
database defect | A missing tenant condition in the query returned rows of other customers.
defect | Sorting was unstable, so pages repeated items.
dependency | The email provider suspended our account.
dependency | Apple's push service rejected our messages.
network dependency | Our IP range was put on a blocklist by a large internet provider.
security | The TLS private key had been committed to the repository.
network | The mutual TLS client certificate expired.
capacity | Log volume exceeded the daily quota of the logging plan.
detection capacity | Logs were dropped after the quota was used up, so we were blind.
process | The team had no access to the account of the DNS provider.
process | Approval for the failover took 40 minutes.
process | The bridge call had 60 participants and no lead.
process | Status updates were late, because nobody felt responsible for communication.
process change | We underestimated the time of the migration and ran into business hours.
process change | The release notes of the library were not read before the upgrade.
process | Knowledge about the legacy importer left with its last maintainer.
process | The test environment has a hundredth of the data.
process | Feature work was given priority over the known scaling problem.
process change | No one was assigned to watch the rollout.
process | Chaos tests cover the API, but not the workers.
process | The service was never part of a disaster recovery drill.
process | The step-by-step guide mixed up primary and secondary.
process | The cleanup of test accounts was run manually with a wrong filter.
process | An on-call rotation with only two people.
process | Warnings of the vendor went to a shared mailbox that is not read.
process detection | The page was acknowledged, but there was no second level to escalate to.
detection | Error rate alerts are disabled outside business hours.
detection | There are no alerts for failed cron jobs.
detection | Metrics of the new cluster were not scraped.
detection | The uptime check follows redirects and was happy with the maintenance page.
detection | The SLO burn alert needs an hour to fire.
detection dependency capacity | Sentry dropped events because of its own rate limit.
detection | False alarms in the weeks before had made people ignore the alert.
detection | The alert looked at the number of pods, not at whether they serve.
detection | Nobody looked at the dashboard after the deploy.
detection | No log line tells which message was skipped.
detection | The problem was found by chance during another investigation.
detection | The monitoring system runs in the same cluster and failed with it.
detection | The anomaly detector had learned the broken state as normal.
security | The web shell was uploaded through an outdated plugin.
security | A phishing mail gave the attacker access to the mail account.
security | The vault was sealed after a restart.
security | Secrets were stored in plain text in the build log.
security configuration | CORS allowed every origin with credentials.
security | SQL injection in the search form.
security | The IP allowlist did not contain the new office.
security | IAM policy denied the decryption of the key.
security | The OIDC client was deleted together with the old project.
security | Brute-force attempts locked 4,000 accounts.
security network | The SSH certificate authority was not trusted on new machines.
security | The rotation job revoked the old password before the new one had been distributed.
security | Everyone in the company could read the payroll bucket.
security | A denial-of-service attack on the API.
security | The signing certificate of the identity provider was renewed, and we still trusted only the old one.
security | LDAP bind account locked.
change | Deployment of version 8.3.
change | The build was promoted to production although its pipeline was red.
change | The rollout of the new pricing engine started in the largest market.
change defect | A cleanup of unused code removed a function that is called by reflection.
change defect | The new search ranking, released on Tuesday, divides by the number of reviews.
change | Traffic was switched to the new backend before its caches were warm.
change | The old version could not read what the new one had written, so a rollback was not possible.
change configuration | Somebody raised the log level in production.
change configuration | The configuration rollout skipped the canary stage.
change dependency | The SMS gateway was replaced by another provider overnight.
change database | The major upgrade of MySQL changed the default collation.
change | A feature toggle was removed while it was still off for some customers.
change network | New firewall rules went live at midnight.
change infrastructure | The switch to ARM instances.
change | A frontend release referenced assets that had not been uploaded.
change | The experiment was extended to all users.
change | Two changes were merged that worked alone but not together.
change | The upgrade of Node.js changed the default of the garbage collector.
change | A revert of a revert brought the faulty code back.
change | An unplanned release on the day of the sale.
configuration | The feature limit of the enterprise plan was missing in the config file.
configuration | The service used the development database URL.
configuration | Wrong environment: the variable pointed to the test queue.
configuration | Memory requests were not set, so pods were placed on full machines.
configuration | The connection pool was configured with five connections.
configuration | An indentation error in the YAML silently dropped the second rule.
configuration | The timeout of the gateway is shorter than that of the backend.
configuration | The locale of the new servers was not set.
configuration network | The ingress annotation for websockets was missing.
configuration network | Wrong upstream port in the nginx configuration.
configuration | Session lifetime was 15 seconds instead of 15 minutes.
configuration | The readiness probe checks a path that needs a login.
configuration detection | The alert rule had the wrong label selector.
configuration database | work_mem was set far too high on the database server.
configuration | The rule engine was loaded with the rules of another country.
configuration | Two environments shared a Redis prefix.
configuration | The job was scheduled in the wrong time zone.
configuration | Caching was turned off by a parameter.
configuration | The maximum retry interval was 24 hours.
configuration dependency | The client waited 120 seconds for the upstream, due to the default timeout of its library.
capacity | The API was hit by five times the normal load.
capacity | Pods were OOMKilled during the import.
capacity | Exhausted thread pool.
capacity | The servers ran at full CPU for an hour.
capacity | The elastic IP quota was used up.
capacity | Swap thrashing.
capacity | The ingest queue was full, and producers were blocked.
capacity | Sessions in memory grew until the heap was full.
capacity | The number of websocket connections exceeded what one instance can hold.
capacity infrastructure | Insufficient capacity for spot instances in the region.
capacity | Disk space ran out on the build agents.
capacity network | The backup job used all of the network bandwidth.
capacity | One slow consumer blocked the queue.
capacity | The job processes 200 records per second, but 500 arrive.
capacity | Autoscaling reacts only after five minutes.
capacity | The maximum number of open files was reached.
capacity | A single-threaded worker could not keep up.
capacity | The cache evicted hot keys, because it was too small.
capacity | Requests piled up behind an expensive report.
capacity | The service had been sized for a tenth of the current number of customers.
capacity | Too many parallel builds.
defect capacity | File handles were never closed, until the limit was hit.
capacity database | The connection limit of the database was reached by idle sessions.
capacity database | Database CPU was at 100 % during the nightly report.
dependency | The third-party API limits us to ten requests per second.
dependency data | The upstream service returned malformed responses.
dependency | Twilio was down.
dependency | Latency of the payment provider rose to ten seconds.
dependency | An outage of our cloud provider's queue service.
dependency | The address validation of a third party was unavailable.
dependency | Google OAuth was unavailable.
dependency | The vendor's API had changed without notice.
dependency | The shared authentication service was down.
dependency | A cascading failure after the cart service became slow.
dependency | Missing fallback for the exchange rate service.
dependency | Timeouts of the downstream service were retried five times.
dependency | We call the vendor synchronously in the order path.
dependency | The partner's SFTP server was not reachable.
dependency | PyPI was unreachable, and images could not be built.
dependency network | The VPN of the logistics partner was down.
dependency | The bank's interface was in maintenance.
dependency data | The supplier delivered a catalogue with empty prices.
dependency defect | Our client library ignores the Retry-After header of the provider.
database | The query plan changed after the upgrade of statistics.
database | An unindexed query on a table with 300 million rows.
database | Long-running reports on the primary.
database | Lock timeouts on the accounts table.
database | Replica lag.
database | The failover of the database took longer than the clients wait.
database | The sequence of the primary key was behind the highest id after the restore.
database | A missing transaction left orders without items.
database | Deadlocks in PostgreSQL under concurrent updates.
database change | The index had been dropped during a migration and was not recreated.
database | A trigger on the orders table wrote to a full archive table.
database defect | Connections to the old replica were not closed by the pooler.
database | Redundant indexes slowed each insert.
database data | A restore from last night's backup lost ten hours of writes.
database capacity | The transaction log filled the disk of the database.
database | Oracle hit its maximum number of sessions.
database change | An UPDATE without a WHERE clause in the release script.
database infrastructure | The disk of the database host failed.
network | DNS resolution failed inside the cluster.
network | The load balancer's health checks failed because of a wrong host header.
network configuration | A certificate with the wrong hostname.
network | The CA bundle in the image was outdated.
network capacity | Packet drops on an overloaded switch.
network | The proxy did not pass on the client's address.
network | BGP peering with the second provider went down.
network infrastructure | The VPN concentrator rebooted.
network | The internal DNS zone was deleted.
network | Network latency between regions rose to 300 ms.
network | Traffic was routed through a region with little bandwidth.
network | Idle connections were cut by the firewall after five minutes.
network change | TLS 1.0 was switched off, and old clients could not connect.
network | Expired certificate on the message broker.
network | An IP address conflict in the new subnet.
network | Submarine cable cut.
data | The product feed contained duplicates.
data | Corrupt files in the object store.
data | Invalid characters in the address field stopped the export.
data | The reference data for postal codes was two years old.
data process | Customer records were merged by mistake.
data defect | Messages were processed twice and balances were wrong.
data | Missing values in the training set.
data | The schema of the event changed, and the consumer read the wrong field.
data | A file with 40 columns instead of 39.
data | Negative stock levels.
data | Time stamps in the future.
data | The cache held an outdated price list.
data | Test data in production.
data | The archive job deleted orders that were still open.
defect | A bug in the retry handling.
defect | NullPointerException in the price calculation.
defect | The loop did not terminate for empty carts.
defect | A concurrency bug in the cache.
defect | Floating point rounding in invoices.
defect | The parser does not handle quotes.
defect | The service deadlocked during shutdown.
defect | Unhandled promise rejection.
defect | Uninitialised variable.
defect | The month is counted from zero in one place and from one in another.
defect | Wrong sign in the refund calculation.
defect | The library has a known bug with large files.
defect | The session was shared between threads.
defect | A faulty condition let unpaid orders through.
defect | Stack overflow in the recursive category tree.
defect | A regression that was introduced two months ago.
defect | Missing null check.
infrastructure | A node was lost.
infrastructure | Hardware failure of a storage node.
infrastructure | The rack switch lost power.
infrastructure | The cloud region was down.
infrastructure | Kernel panic after a driver fault.
infrastructure capacity | The control plane was overloaded and did not schedule pods.
infrastructure | A defective disk slowed down the RAID.
infrastructure | The persistent volume was stuck in detaching.
infrastructure | Virtual machines were rebooted by the hypervisor.
infrastructure | Overheating in the server room.
infrastructure dependency | Host maintenance by the cloud provider.
infrastructure | The container runtime hung.
infrastructure | All brokers shared one physical host.
infrastructure | An availability zone failed, and the service runs only there.
change capacity | checkout 6.1.0, deployed at 10:02, opens a new connection for each request, and the pool of 100 connections was exhausted within four minutes.
database change | The migration in release 2.14 rebuilt the index of the orders table and held an exclusive lock for eleven minutes.
dependency capacity | Because the upstream inventory answered after 8 seconds instead of 200 ms, all worker threads of storefront were blocked.
configuration change | The configuration change of 14:05 set the cache TTL to zero, which turned every read into a request to the backend.
network | The TLS certificate of the public API expired at midnight UTC and clients refused to connect.
capacity | Memory usage of the payment pods grew until the kernel killed them with OOMKilled.
defect change | A regression in 4.7.2 made the price calculation throw a NullPointerException for carts without a coupon.
infrastructure | Node worker-12 became NotReady after its kubelet stopped posting status, and 14 pods were evicted.
security | The service account key used by the export job expired and requests to the storage bucket were unauthorized.
network capacity | CoreDNS pods were throttled, and name resolution inside the cluster timed out.
data | An import with 8,200 duplicate rows doubled the balances of affected customers.
detection | No alert existed for the age of the oldest message, so the stuck consumer went unnoticed for three hours.
process | The runbook for the failover still described the old cluster, and the on-call engineer lost 30 minutes.
database | A sequential scan on the invoices table, caused by a missing index on tenant, drove query times above 12 seconds.
configuration capacity | The memory limit of the search pods was set to 512 MiB although the index needs about 900 MiB.
dependency | The payment provider returned HTTP 503 for every authorization between 09:12 and 09:50.
capacity | Traffic rose to eight times the normal level after the app was mentioned on television.
change | The canary analysis was skipped, and version 9.2 went to all pods at the same time.
dependency capacity | Without a circuit breaker, checkout kept calling the failing recommendation service and ran out of threads.
infrastructure | Availability zone eu-west-1b lost power, which took down a third of the instances.
defect | A race condition in the cache refresh let two workers overwrite each other's entries.
database capacity | The primary database reached its connection limit, because idle sessions of the reporting tool were never closed.
network configuration | A firewall rule that was missing in the new environment blocked traffic to the message broker.
process change | The hotfix was merged without review and deployed on a Friday evening.
detection configuration | The alert threshold was set to 20 % errors, while the incident peaked at 14 %.
data defect | The consumer did not validate the payload, and malformed events corrupted the read model.
security | After the credential rotation two services still used the old password and were locked out.
infrastructure change | The Kubernetes upgrade to 1.32 drained two nodes at once, and the quorum of the queue was lost.
capacity | Disk usage on the Kafka brokers reached 100 %, as retention had not kept pace with the growth of the topic.
network | The load balancer marked healthy pods as unhealthy and sent all traffic to a single instance.
dependency | A partner changed the date format in its API without notice, and parsing failed.
process | Ownership of the batch scheduler was unclear after the reorganisation, so nobody responded to the page.
change | The feature flag for one-click checkout was enabled for all users before the load test was finished.
defect | The retry logic contained an infinite loop that was triggered by an empty response.
capacity configuration | The autoscaler was limited to ten replicas, and CPU stayed at 100 % during the sale.
database data | Replication lag of up to 20 minutes on the read replica showed customers outdated orders.
security capacity | A distributed denial-of-service attack saturated the edge with 40 Gbit/s.
data | Timestamps without time zone in the partner file shifted all bookings by two hours.
detection | The dashboard showed cached values, which hid the outage from the team.
process | The handover between the European and the American shift did not mention the disabled job.
network infrastructure | A faulty line card in the core router dropped 3 % of the packets.
configuration | A typo in the environment variable name made the service fall back to its default region.
dependency database | The managed database of our cloud provider was restarted for emergency maintenance.
change defect | The new release removed a field from the response that the mobile app still requires.
capacity | The rate limit on the login endpoint was reached by our own health checks.
infrastructure | The hypervisor host crashed with a hardware error, and the virtual machines were restarted elsewhere.
database defect | The transaction was left open when validation failed, so row locks accumulated.
configuration | The liveness probe timed out after one second, and Kubernetes restarted pods that were only slow.
process | Support staff had not been informed about the change and advised customers to try again.
dependency network | The VPN to the warehouse provider was down because of their router replacement.
change network | Moving the domain to another DNS provider left the MX records behind.
capacity defect | The thread that empties the queue died on an unhandled exception, and the queue filled up.
detection process | The alert was routed to a team that no longer exists, and there is no procedure to check the routing.
security configuration | The storage bucket had been configured as public, and invoices could be downloaded by anyone.
data process | An operator ran the correction script twice, so amounts were credited twice.
defect | The code compares prices as floating-point numbers and rejected valid payments.
network | Packets larger than 1400 bytes were dropped in the tunnel between the two regions.
capacity | Garbage collection took 70 % of CPU time, because the heap was nearly full.
database change infrastructure | PostgreSQL was moved to smaller machines the day before, and buffers no longer fit in memory.
infrastructure dependency | AWS terminated the spot instances of the job queue with two minutes' notice.
process configuration | A manual change in the console was overwritten by Terraform at the next run.
detection | Health checks returned 200 although the service could not reach its database.
change configuration | Helm values for production were overwritten with those of staging during the deployment.
dependency | Calls to the exchange rate service timed out, and there was no cached fallback.
defect capacity | Each failed request leaked a file descriptor until the process hit its limit.
security | An expired OAuth token stopped the synchronisation with the CRM.
database | Two batch jobs updated the same rows in different order and deadlocked.
data | Product descriptions contained control characters that broke the XML export.
network | A route to the on-premises network was removed from the transit gateway.
process | Integration tests did not cover the upgrade path from older clients.
capacity | Requests queued up behind a report that loads two years of data into memory.
change infrastructure | The new base image used a different libc, and native modules could not be loaded.
configuration database | The statement timeout had been disabled, so a runaway query blocked the table for an hour.
dependency defect | The SDK of the analytics vendor blocked the main thread when its host was unreachable.
detection | Monitoring covers the API, not the background workers.
infrastructure | The persistent volume could not be attached to the new node.
security process | Access reviews had not been done for two years, and a former employee's key was still valid.
data | The cache contained entries of the previous schema, and reading them failed.
network configuration | Clients pinned the old IP address, since the TTL of the record was 24 hours.
defect | The new pagination skips the last element when the page is exactly full.
capacity | Ingestion fell behind at 12,000 events per second; the three consumers manage 9,000.
change | Rolling back took 25 minutes, because the previous image had been deleted from the registry.
process change database | The database change was applied before its approval.
dependency capacity | Kafka was unavailable for six minutes, and producers dropped messages after their buffer was full.
configuration | The job ran every minute instead of every hour because of a wrong cron expression.
infrastructure | Disk failure in the storage cluster triggered a rebuild that slowed all volumes.
database | Autovacuum had been blocked for days, and the table bloated to four times its size.
security | A vulnerability in the image library was exploited to read files.
detection | The first alert came 35 minutes after the start, since it averages over an hour.
capacity network | Bandwidth of the NAT gateway was exhausted by image downloads.
defect data change | A bug in the migration script truncated names longer than 30 characters.
process | The incident channel had three people giving contradictory instructions.
change dependency | The update of the payment SDK switched to an API that our account is not enabled for.
configuration network | The ingress routed /api to the wrong backend, due to a copied manifest.
capacity | Not enough nodes: 40 pods were pending with insufficient CPU.
infrastructure capacity | After the loss of one zone the remaining machines could not carry the load.
database data | A restore overwrote newer rows with those of the backup.
dependency | The identity provider had an outage, and users could not log in.
network process | The client certificate for mutual TLS was revoked by mistake.
defect | An unhandled promise rejection terminated the worker process.
process | The deployment checklist has no step for the cache warm-up.
detection | Logs of the new service were not shipped, which delayed the diagnosis by an hour.
change | A dependency upgrade from Spring Boot 3.2 to 3.4 changed the default serialisation of dates.
configuration | Max connections per host was left at its default of two.
data | The lookup table had no entry for the new country.
network | BGP flapping between our provider and the exchange caused packet loss.
database capacity | A burst of writes after the import filled the write-ahead log volume.
capacity | The free tier quota of the map API was consumed by a test script.
infrastructure | The control plane of the managed cluster was unavailable, so failed pods were not replaced.
process | Only one engineer knows the billing engine, and she was on leave.
dependency | Cascading timeouts: the gateway waited for profile, profile waited for the legacy CRM.
change capacity | The new recommendation model needs three times as much memory per request.
defect | Integer overflow in the message counter.
security | Bots abused the sign-up form with stolen credentials.
detection | An alert on error rate exists, but it excludes timeouts.
configuration | Concurrency of the consumer was configured to one.
network | The proxy closed idle connections before the application did.
data | Stale feature values were used for scoring, because the nightly job had not run.
process | A similar incident in March had a follow-up action that was never done.
change database | The deploy started to write to the new table before it had been created in all shards.
infrastructure | Clock drift of 90 seconds on one host made tokens appear to be from the future.
dependency | We depend on a free geocoding service without any guarantee.
database | The failover promoted a replica that was missing the latest transactions.
defect change | A refactoring inverted the condition for free shipping.
capacity | Sidekiq workers were saturated by 300,000 retries of a failing job.
security | Secrets of the staging vault were copied to production.
process detection | The customer tickets that mentioned the failure were not escalated to engineering.
network | A wildcard DNS record shadowed the name of the internal registry.
infrastructure change | A kernel update was rolled out to all hosts and broke the network driver.
configuration | Two instances had the same node id, so generated keys collided.
change defect | The rollout of orders 3.12.0 at 08:40 brought a bug that rounds every amount down to full euros.
capacity | Memory of the image service climbed by 50 MB per hour until all pods were OOM-killed at the same time.
database | A query without a limit clause, started from the back office, scanned the whole events table.
network | The intermediate certificate in the chain had expired, and Android clients refused the handshake.
dependency | The credit check of our external partner took 30 seconds per call, and orders timed out.
configuration | The production deployment still pointed to the sandbox endpoint of the mail service.
infrastructure dependency | Three worker nodes were rebooted by the cloud provider without being drained.
security | The database password in the secret store was rotated, but the running pods kept the old one.
detection | The alert on consumer lag had been muted during the last incident and was never unmuted.
process | The procedure for restoring the cluster was undocumented, and the people who knew it were on holiday.
data | A faulty export from the ERP contained 4,000 articles without a price.
capacity database | The nightly report held 80 of the 100 connections of the database.
change network | A Terraform change replaced the security group and removed the rule for the monitoring network.
capacity network | The load balancer ran out of ports when the number of short connections tripled.
defect | The client did not handle the 304 response and treated the cached body as empty.
change database | Version 5 of the schema renamed a column that version 4 of the service still reads.
process detection | There was no on-call rotation for the data platform, so the alert was only seen on Monday.
dependency capacity | Elasticsearch was overloaded by another team's batch job, and product search failed.
infrastructure | The storage controller of the SAN failed over and all volumes were read-only for two minutes.
capacity configuration | The connection pool had been configured with a maximum of 5 connections per pod, which was too low.
security change | The web application firewall blocked legitimate requests after its rule set had been updated.
defect capacity | A goroutine leak in the notification service exhausted the memory of the pod.
network | Requests between the two clusters were lost because of asymmetric routing.
process | The change had been tested only with the small data set of the staging environment.
change | The deployment was rolled back to a version that cannot read the new messages.
detection | Error responses were returned with status 200, so no monitor noticed them.
data | Two systems used different time zones, and bookings of the last hour of the day were missing.
database infrastructure | The database server lost its local SSD, and the cluster ran without a standby.
dependency capacity | Retries from the gateway multiplied the load on the already slow pricing backend.
configuration detection | The alert was defined for the wrong namespace and could never fire.
security | An attacker tried 2 million passwords against the login form.
process change | The new version was released outside the agreed maintenance window, without approval.
defect data | Concurrent updates of the same cart overwrote each other, and items were lost.
capacity | CPU throttling of the ingress pods, which had a limit of half a core.
network dependency | The DNS provider had an outage, and the domain could not be resolved for 40 minutes.
infrastructure capacity | The cluster autoscaler could not get new machines, because the zone had no capacity left.
change defect | An upgrade of the JSON library changed how empty lists are serialised, and the frontend crashed.
dependency network | The connection to the payment processor runs through a single VPN tunnel, which broke down.
database data | The index on the session table was corrupt and had to be rebuilt.
configuration | The feature was enabled in the configuration of the wrong country.
process | The team took over the service without a hand-over or documentation.
detection | The outage was noticed by the support desk, an hour before the first alert.
security | A private key was committed to a public repository and had to be revoked.
capacity | The batch window was no longer sufficient for the volume of orders.
defect | A missing await let the process exit before the message was written.
data database | Replication from the old to the new database dropped records with special characters.
change infrastructure | The migration of the cluster to new nodes was started at peak time.
dependency | The SMS vendor blocked our account after a spam report.
network configuration | The health check of the load balancer used the wrong host header, so all targets were taken out.
process security | Offboarded contractors kept their access, as nobody is responsible for removing it.
capacity | The message broker reached its memory watermark and blocked all publishers.
database change | The deployment ran its migrations in parallel on four pods and deadlocked.
defect | The scheduler computes the next run from the local clock and ran twice when the clocks were set back.
infrastructure capacity | etcd ran out of disk space, and the Kubernetes API refused all writes.
change configuration capacity | Autoscaling had been turned off for a test and was not turned on again, so ten pods had to serve the evening peak.
detection dependency | We had no monitoring of the partner interface and learned of its failure from customers.
data defect | The importer ignored the header line of the new format and wrote the names into the address field.
network dependency | A misrouted BGP announcement of a third party attracted our traffic.
process | Three teams had to be involved, and it was unclear who could decide on the rollback.
change configuration | The log level was set to trace during debugging, and the release carried it to production.
capacity | A single customer sent 20,000 requests per minute and used up the shared rate limit.
dependency database | The hosted PostgreSQL of our provider failed over unexpectedly.
security configuration | The new bucket was created without encryption and with public read access.
defect network | A bug in the proxy dropped the authorization header on redirects.
infrastructure network | A top-of-rack switch failed, and twelve hosts were unreachable.
database capacity | Temporary files of a large sort filled the volume of the database.
process | Alerts are reviewed once a week only, by a single person.
change | A stale branch was merged and reverted a fix from last month.
configuration | The timeout between the gateway and the backend was 29 seconds, the backend needs up to 60.
data defect security | The cache returned profiles of other users, since the key did not contain the region.
dependency | The outage of the upstream authentication service made every request fail.
capacity defect | Recursion over nested comments used all stack memory and crashed the workers.
network | Firewall sessions expired after an hour, while the application kept connections for a day.
infrastructure defect | The kernel of the new machines had a bug that froze them under heavy disk load.
detection | Dashboards are built per service and did not show the failure of the whole flow.
process change | Two releases were deployed at the same time by different teams, and neither knew about the other.
database | Row level locks of the settlement job blocked checkout.
security | The token of the CI user had been revoked, and deployments could not be authenticated.
change data | The migration job mapped the old status codes to the wrong new ones.
defect | Dividing by the number of active users failed at night, when it was zero.
configuration | In the manifest of the new region the environment variables for the queue were missing.
dependency | npm packages could not be installed because the registry mirror was down.
capacity | The number of partitions was too small for the new volume, and the consumers could not keep up.
process | The first responders had no permissions for the production cluster and waited for an administrator.
infrastructure | Power maintenance in the data center switched off both feeds of the rack.
network change | The switch to the new CDN was made before its certificate was valid for all domains.
defect change | A performance optimisation in 8.1 introduced a stale read.
data | The currency table was not updated over the weekend and conversions used old rates.
database configuration | The replica had a lower value for max_connections than the primary and refused clients after the failover.
detection process | The warning was visible on the dashboard for days, but no one is assigned to look at it.
capacity dependency | We hit the API quota of the maps provider at noon.
security | A dependency with a known vulnerability allowed remote code execution.
infrastructure change capacity | The virtual machine was moved to an overcommitted host.
configuration change process | Someone had changed the retention to one hour by hand.
network | Name resolution of the object store failed in one availability zone.
process | Nobody reviewed the generated SQL.
dependency defect | The SDK of the vendor leaks connections when the server closes them first.
capacity | Black Friday traffic exceeded the provisioned throughput.
change | Feature flag new-pricing was switched on for all tenants at 12:00.
database | The connection string contained the name of the decommissioned replica.
data | Test orders from the load test ended up in the accounting system.
defect | An inverted comparison let expired vouchers through.
detection | There is an alert for failed jobs, but not for jobs that never start.
process capacity | No load test had been done for the campaign, and the servers were saturated within minutes.
infrastructure change | The operating system was patched on all hosts in one night, and the reboot of the third one hung.
configuration network | Outbound traffic was denied by a network policy that had been copied from another namespace.
security process | The certificate password was known to one person only, who had left the company.
dependency | The tax service, which is run by another department, was in maintenance.
network database | High latency between the application and the database region slowed every query.
`;

/** Sentences with words that say something else here: names, homonyms, what was not there, what was done against it. */
export const traps = `
- | routes-api 1.3.0 is slow.
- | The reviews service is slow.
- | reviews did not answer for ten minutes.
defect | A worker process crashed.
- | The processing of orders stopped.
- | In the process, 40 orders were delayed.
- | Full-text search returned nothing.
change | The Node.js upgrade broke the build.
change | A bump of the node version from 20 to 22 changed the output.
- | The database was not involved.
- | There was no evidence of a network problem.
- | A capacity problem was ruled out.
- | We ruled out the deployment and the database.
- | The failure did not involve the load balancer.
- | It happened without any deployment.
- | It was not caused by the release.
- | The release had nothing to do with it.
- | The outage is unrelated to the upgrade of the cluster.
- | Neither the database nor the network showed errors.
- | DNS worked normally.
- | CPU and memory were fine.
- | Memory was not exhausted, and no limit was reached.
- | The certificate had not expired.
- | No deployment took place that day.
- | No configuration was changed.
- | The configuration is unlikely to be the cause.
capacity | Not the database but the pool in front of it was too small.
database | Not the network, but a lock in the database delayed the writes.
defect | The cause was a bug, not the configuration.
dependency | The outage was caused by the provider rather than by our deployment.
change | Instead of the database, as first thought, the release was at fault.
network | The load balancer sent everything to one zone.
- | load-balancer is slow.
- | Errors came from load-balancer and cache-node.
- | cache-node answered with 500.
- | config-server 4.1 returned an empty list.
- | The page of release-notes did not load.
- | database-proxy restarted at 14:07.
- | search could not load the page.
- | The page loads slowly.
- | Images were uploaded slowly.
- | A download of the full report failed.
- | The full amount was charged.
- | Customers with a full basket could not pay.
- | The price index was shown twice on the page.
- | Readers of the stock index saw an error.
- | Hosts of flats could not change their calendar.
- | Guests and hosts saw an error.
- | Users from the region Lower Saxony could not log in.
- | The power user group saw an error.
- | Sellers of power tools were not shown.
- | The lock screen of the app stayed black.
- | Transactions of customers were declined.
- | Bank transactions were delayed by two hours.
- | Key customers were affected.
- | Key figures were not shown.
- | Requests to /routes/search failed.
- | GET /reviews/latest answered with 500.
- | The scale of the failure was small.
- | The scale at the warehouse showed zero.
- | Their flag was shown upside down.
- | The provider name on the invoice was cut off.
- | Vendor pages in the shop stayed empty.
- | Documentation pages did not load.
- | The secret of the game was shown too early.
- | The traffic light icon was missing.
- | Training videos could not be played.
- | The dashboard of the customer did not load.
- | The training service answered with 404.
- | The index page was blank.
- | A setting sun was shown instead of the logo.
- | The review of a product could not be sent.
- | Product reviews were not shown.
- | Exceptions for single customers are granted by support.
- | Escalators in the station map were missing.
- | The service recovered after a rollback.
- | It was fixed by rolling back to 2.3.
- | The problem was mitigated by scaling up.
- | A restart of the database brought it back.
process | Nobody had reviewed the change of the limits.
process | Without a runbook, the failover took an hour.
detection | There were no alerts for this path.
detection | It was not alerted on.
database | The table had no index.
defect | A check for null was missing.
capacity | There was not enough memory on the machine.
capacity | The process did not get enough CPU.
configuration | The limit was never set.
dependency | There was no fallback for the provider.
security | Permissions were missing for the new bucket.
process | The review did not look at the generated code.
- | The team is not sure whether the network contributed.
- | It remains unclear if the database was slow.
- | network-gateway and scaling-advisor started without problems.
- | process-engine stopped at 10:00.
- | schema-registry and node-registry were unreachable from the laptop.
- | traffic showed no map.
- | payments-api-7f9dd8b6c4-x7gr9 restarted.
- | db-proxy-3.internal.example answered slowly.
- | The dashboards team saw it first.
database | A query of reviews had no index.
capacity | The pool of routes-api was exhausted.
network | The certificate of traffic expired.
process | Code reviews were skipped.
dependency | Requests of search to reviews failed.
configuration | config-server had a wrong timeout.
defect | reviews crashed on empty titles.
defect | The database was healthy; the cause was a bug in search.
data | Wrong entries in the index of search led to empty pages.
- | The customer's contract expired.
- | The session of the user expired.
- | Coupons had expired the day before.
- | The queue at the counter was long.
- | Parcels were routed to the wrong depot.
- | Partners of the shop saw the banner.
- | routes-api answered slowly for ten minutes.
defect data | A worker process crashed on a malformed message.
- | The reviews service returned errors for every third request.
change | The Node.js upgrade to 22 changed how headers are parsed.
- | Full-text search of the storefront was not available.
capacity | There is no evidence of a network problem; the queue was simply too small.
defect | We ruled out the deployment and found a bug that had been there for years.
- | load-balancer 2.1.0 returned 502.
- | cache-node-3 restarted twice.
network | The load balancer dropped idle connections after 60 seconds.
- | The cause did not involve configuration.
configuration | The limit was wrong in the config map, not in the database.
- | Requests failed without any sign of overload.
data | The page loaded with prices of last year.
- | The team processed the backlog by the evening.
defect | Upload of full-size images crashed the app.
- | Checkout failed for 4 % of users; neither CPU nor memory was saturated.
dependency | The payment provider, not our release, was at fault.
- | network-gateway was healthy throughout, and so was the database.
defect | It was a bug rather than a capacity problem.
security | Secrets were not rotated after the contractor left.
process | There was no runbook for this kind of failure.
detection | No alert fired.
change | It went live without a canary.
database | Without an index, the lookup took seconds.
- | Errors in release-notes began at 14:02.
- | The customer index page showed an error.
- | The host of the webinar could not share the screen.
- | Recovery came with the rollback at 15:10.
configuration | The path of config-server was not the cause; the timeout of its client was two seconds too short.
- | Nothing suggests that a certificate had expired.
infrastructure | Node 7 of the cluster was not ready.
- | Enterprise customers were an exception: none of them was affected.
- | The vendor list in the back office did not load.
dependency | None of our own services failed; the outage was upstream.
capacity | Traffic itself was normal, but the pool had only four connections.
- | alerts and dashboard were slow to render.
- | Power users of the storefront were logged out.
change | The rollback was unrelated; the error came with release 4.4.
process | Code reviews do not cover generated files.
- | traffic returned 500 to the map.
change defect | A dependency bump brought a breaking change in the date library.
- | inventory 3.1 answered with 404.
- | The training team reported the failure.
- | Neither a deployment nor a configuration change preceded it.
- | At no time was the cluster overloaded.
- | We found no hint that credentials had leaked.
capacity | The host had no free memory left.
- | The region manager could not sign in.
- | The migration of birds quiz showed no questions.
database | The lock on the row was never released.
- | Loading the basket failed.
change | Our own release, not the provider, caused it.
- | The release of the new film brought many visitors to another site, but not to ours.
- | The problem went away after the pool had been enlarged.
process | Nobody had been trained for the new console.
- | search-index 2.0 took ten seconds per request.
- | Requests to data-portal failed between 10:00 and 10:20.
- | config-server and schema-registry were the slowest.
- | release-notes showed an empty page.
- | The network-gateway pods were restarted.
- | Users of cache-node saw errors.
- | The alerts service answered with 502.
- | node-registry 0.9 could not be reached from storefront.
- | The team behind security-center saw it first.
- | infra-portal was not reachable.
- | policy-db-7 had a long response time.
- | The deploy-bot posted the message twice.
defect | deploy-bot has a bug.
capacity | search ran out of memory.
network | The DNS entry of reviews was wrong.
database | reviews runs a query without an index.
change | Version 3 of training was deployed to all regions.
- | Neither DNS nor the firewall played a role.
- | The upgrade was not the cause.
- | It was not a DDoS attack.
- | We could exclude a hardware failure.
- | The power supply was fine.
- | There is no indication of data loss.
- | No customer data was lost.
- | No credentials were leaked.
- | The deployment at 09:00 was unrelated.
- | The pool was never exhausted.
- | No node was affected.
- | The disks were not full.
- | Latency rose although traffic was normal and no job was running.
- | The vendor confirmed that their systems worked as expected.
- | It is not known whether the certificate was valid at the time.
- | Queries stayed as fast as ever.
- | All alerts fired in time.
- | The runbook was followed and worked.
- | The configuration had not been touched for months.
- | The kernel was up to date.
- | A cyber attack was suspected at first and then ruled out.
- | Nothing points to the load balancer.
- | The second theory, a full disk, did not hold up.
defect | It looked like a network problem, but it was a bug in the client.
capacity | The database was fast; the connection pool in the application was too small.
configuration | Not a bug: the timeout had been set to zero.
dependency | Our side was healthy, theirs was not: the upstream API timed out.
infrastructure | It was no attack, a switch of the power feed had failed.
database | The deployment was innocent, the missing index was not.
- | The process of ordering was interrupted.
- | A background process stopped.
- | The order process failed at the last step.
- | Customers could not change their delivery address.
- | The change of address failed.
- | The monitor in the lobby was black.
- | The indexing of products was late.
- | The load time of the page doubled.
- | Loading bays at the warehouse stood idle.
- | The pool of drivers was small that evening.
- | The node in the mind map could not be moved.
- | Tokens of the arcade game were not credited.
- | The network of dealers was informed.
- | The bridge was closed to heavy traffic.
- | A release form for photos could not be signed.
- | The library of images did not open.
- | A key on the keyboard layout was missing.
- | The disk jockey page returned 404.
- | Host families could not upload photos.
- | The Postgres course was listed twice.
- | Version history was not shown.
- | The configuration page did not open.
- | The report on capacity of hotels was late.
- | The provider directory was empty.
- | Attack on Titan could not be streamed.
- | The fix was to restart the nodes.
- | We restored service by adding capacity.
- | Raising the limit ended the outage.
- | Everything was back to normal after the failover.
process | The runbook had no section on this.
process | It had never been tried out.
detection | Monitoring did not notice.
detection | No metric shows the age of the oldest message.
security | The bucket had no access policy.
configuration | No memory limit was defined.
configuration dependency | The client has no timeout towards the geocoder.
- | routes-api was restarted at 11:05.
- | Response times of database-proxy doubled.
- | process-engine returned HTTP 500.
- | scaling-advisor shows no results.
- | Calls from storefront arrived late at dashboard.
- | load-balancer and network-gateway had the same errors.
- | alerts was not reachable.
- | The training service was slow for ten minutes.
- | The release-manager pods restarted.
- | storage-service answered with errors.
- | queue-worker-3 stopped.
- | capacity-planner could not be opened.
- | The incident-bot posted nothing.
- | security-api timed out.
- | Errors were seen in config-service 1.4.
- | dns-cache 2.2 returned wrong results.
- | The database was healthy.
- | We found no evidence of an attack.
- | The network was ruled out early.
- | It was not a capacity problem.
- | The failure had nothing to do with the migration.
- | No release took place in the hour before.
- | There was no deployment on that day.
- | CPU was normal on all hosts.
- | The certificate is valid until June.
- | Memory did not contribute.
- | Neither queries nor locks were slow.
- | The provider was not affected.
- | A DNS problem was suspected but could be excluded.
- | The load balancer worked as expected.
- | The cluster was healthy during the whole time.
- | Configuration was not changed.
- | No data was lost.
- | Nothing indicates a hardware problem.
- | Database load stayed flat.
- | The firewall was not involved.
- | It is unclear whether the upgrade played a part.
- | Traffic was as usual.
- | The on-call engineer reacted within two minutes.
- | Monitoring detected the failure at once.
- | The rollback went smoothly.
- | Service was restored after the node had been replaced.
- | The issue was resolved by increasing the pool size.
- | Restarting the database helped.
- | It was mitigated by disabling the feature flag.
- | As a remedy the certificate was renewed.
- | After a rollback the errors stopped.
- | We fixed it with a hotfix.
- | Capacity was added, and latency went down.
- | The process of paying took longer than a minute.
- | Processes at the warehouse came to a halt.
- | The app did not load.
- | Users could not load their basket.
- | The full list was not shown.
- | Search results were incomplete.
- | The index of the handbook was not shown.
- | Product reviews could not be written.
- | Customers saw a blank page.
- | Payment transactions were declined.
- | The currency exchange page was slow.
- | Partners could not log in to the portal.
- | The delivery route was not shown on the map.
- | Parcels took the wrong route.
- | The host of the live show was not heard.
- | Flags of countries were missing next to the prices.
- | The scale of the chart was wrong.
- | A key feature was not available.
- | Documentation was not reachable from the app.
- | Power tools could not be ordered.
- | The lock icon was shown in red.
- | The queue for the hotline was long.
- | Train connections were not found.
- | Data from the survey was not displayed.
- | The vendor's name was misspelt on the invoice.
- | Training sessions could not be booked.
- | Exceptions to the discount were not applied.
- | The memory game did not start.
- | Migration advice for visa applicants was offline.
- | The release date of the book was wrong.
- | Network events for founders were not listed.
- | Attackers in the chess app moved too fast.
- | The test drive could not be booked.
- | The new version of the terms was not shown.
- | Nodes of the family tree overlapped.
- | The bug in the garden game did not move.
- | Virtual tours of the cluster of galaxies failed to start.
capacity | routes-api ran out of memory.
database | A slow query of routes-api.
network | The certificate of load-balancer expired.
security | The API key of config-server was revoked.
defect | process-engine crashed with a null pointer exception.
change | network-gateway 3.1 was rolled out to all regions.
infrastructure | The node of cache-node lost power.
detection | No alert covers reviews.
process | There is no runbook for database-proxy.
data | release-notes received duplicate records.
dependency | search waits for reviews, which did not answer.
configuration | load-balancer had a timeout of one second, which was too short.
capacity | It was not the database, the pool of the application was exhausted.
change | Not the network: the release of that morning.
defect | The firewall was suspected first; the cause was a bug in the retry loop.
network | No deployment was involved. DNS had failed.
dependency | Our own systems were healthy, the payment provider was down.
process | The change was not reviewed.
process | The procedure was never tested.
detection | The failure was not noticed for two hours.
database | The column had no index.
configuration | No timeout was configured.
security | The token had not been rotated.
capacity | There was not enough disk space.
infrastructure | The nodes had no redundant power supply.
dependency | There was no fallback when the provider failed.
- | process-engine 2.1 was slow.
- | Users of release-notes got an error.
- | The reviews team saw the errors first.
- | Requests to database-proxy took five seconds.
- | node-registry was restarted.
- | index-service could not be reached.
- | The deploy-portal page stayed empty.
- | alert-router posted to the wrong channel.
- | dns-manager 3.3 showed no records.
- | payments-db-2 answered slowly.
- | /api/network/status returned 404.
- | cluster-api was not available.
- | The policy service did not answer.
- | GET /config failed for some users.
- | traffic and training were slow in the afternoon.
- | The database showed no anomalies.
- | There is no sign that the deployment is related.
- | CPU and disk were inconspicuous.
- | The certificate was not the problem.
- | It was neither the network nor the load balancer.
- | We could rule out a DDoS attack.
- | A memory leak was ruled out.
- | The migration had not started yet.
- | The configuration was correct.
- | There were no locks in the database.
- | DNS was not affected.
- | No alert was missed.
- | There had been no changes that day.
- | The upstream was healthy.
- | Kubernetes was not to blame.
- | Without any release, errors began at noon.
- | The failure did not come from the provider.
- | Data was not corrupted.
- | The pool was never full.
- | No security issue was found.
- | Nobody had deployed anything.
- | It remains unknown whether the disk was full.
- | The runbook was up to date.
- | The alert fired after one minute.
- | Monitoring worked as intended.
- | The hand-over went well.
- | A rollback solved the problem.
- | After the restart of the nodes everything worked again.
- | Scaling out brought relief.
- | Clearing the cache fixed it.
- | The outage ended when the certificate had been renewed.
- | Errors stopped once the flag was off.
- | The incident was mitigated with a configuration change.
- | Increasing the memory limit resolved the issue.
- | The process of registration was interrupted.
- | Checkout is a process in three steps.
- | The page was loaded without pictures.
- | Loading times were long.
- | The full name was not shown.
- | The text index of the manual was empty.
- | The host of the meeting could not be heard.
- | Flight routes were not displayed.
- | The transaction history was empty.
- | A review with five stars was not published.
- | Reviews of hotels were missing.
- | The currency rate was not shown.
- | The lock in the smart home app did not open.
- | Keys and locks were sold out.
- | The power of attorney form was missing.
- | Traffic signs were not recognised.
- | The capacity of the stadium was shown wrong.
- | The training plan could not be opened.
- | Documentation for tenants was not delivered.
- | The vendor dashboard was blank.
- | The release of the album was announced twice.
- | Exceptions from the fee were not shown.
- | The dependency of a child could not be entered.
- | The cache of photos on the phone was empty.
- | The data tariff could not be booked.
- | The regional news were missing.
- | Bugs in the insect guide had no pictures.
- | The cluster map of the stores was white.
- | The upgrade to first class could not be bought.
- | Deployment of the airbag was not simulated.
- | The version of the contract was unclear.
- | Partner discounts were not applied.
- | The memory of the event could not be shared.
- | The queue in front of the shop was not measured.
- | A change of seats was not possible.
database | database-proxy was healthy; the replica behind it lagged.
capacity | Not the release, but the morning peak overloaded alerts.
defect | routes-api has a race condition.
change | After the deployment of reviews 4.0 all requests failed.
configuration | The timeout of search was set to one millisecond.
security | The password of config-server had expired.
network | The DNS name of dashboard was wrong.
infrastructure | The host of training lost power.
detection | There is no alert for traffic.
process | Nobody is on call for search.
data | inventory holds corrupted records.
dependency | Calls from search to reviews timed out.
defect | The network was fine; the client had a bug.
capacity | The provider was healthy, our own workers ran out of memory.
change | The database had nothing to do with it. A release did.
process | Nobody had tested the restore.
detection | The errors were not visible on any dashboard.
database | There was no index for this query.
configuration | The limit had never been configured.
process | No one reviewed the script.
dependency | It failed because of an outage at the vendor, not because of our change.
infrastructure | It was not an attack; a disk had failed.
- | routes-api 1.9 answered with errors.
- | Latency of cache-node rose to two seconds.
- | The config-server pods restarted at 10:07.
- | process-engine, alerts and search were affected.
- | Users of training could not log in.
- | database-proxy-6c8f7d9b5-k2x9p was restarted.
- | The network-monitor service returned 500.
- | Requests to /database/export failed.
- | release-notes 2.0 was slow in eu-west-1.
- | quota-service stopped answering.
- | The certificate-manager team was informed.
- | Errors came from index-builder and schema-api.
- | dns-gateway showed a blank screen.
- | deployments-db took long to answer.
- | The dashboard service was not available.
- | The database was not the cause.
- | There was no evidence of a capacity problem.
- | We ruled out the network.
- | The deployment did not cause it.
- | It was not related to the certificate.
- | Neither the load balancer nor DNS was involved.
- | CPU, memory and disk were normal.
- | No configuration change was made.
- | The upgrade had nothing to do with the errors.
- | An attack can be ruled out.
- | There are no signs of data corruption.
- | Kubernetes nodes were healthy.
- | No credentials had expired.
- | The provider was not at fault.
- | The pool was not exhausted at any time.
- | Nothing suggests a bug in the client.
- | It is unclear whether a deployment contributed.
- | The migration did not run that night.
- | Replication was not affected.
- | The failure occurred without a release.
- | The alert fired and the on-call engineer responded immediately.
- | The runbook worked as expected.
- | Monitoring detected it within seconds.
- | The service recovered after a restart of the database.
- | It was resolved by rolling back.
- | Increasing the timeout fixed it.
- | The problem was mitigated by adding nodes.
- | The issue was fixed by renewing the certificate.
- | Service was restored by failing over to the other region.
- | Errors stopped after the feature flag had been disabled.
- | The rollback at 11:20 solved the problem.
- | The checkout process was interrupted.
- | The page did not load.
- | Users saw a full-screen error.
- | Full invoices could not be downloaded.
- | The stock index was not displayed.
- | Product reviews were missing.
- | Bank transactions were delayed.
- | The hosts of apartments could not sign in.
- | The route on the map was wrong.
- | Orders from the region Bavaria failed.
- | Exceptions for students were not applied.
- | Training courses could not be booked.
- | Power banks were not delivered.
- | Traffic information was missing in the car app.
- | The vendor column of the table was empty on the screen.
- | Keys of the piano app did not react.
- | The lock of the locker did not open.
- | Partner offers were not shown.
- | The documentation page was not found.
- | Escalators were shown as out of order.
- | Customer data was not shown.
- | Memory cards were sold out.
- | The policy of the insurance could not be printed.
- | The queue in the store was long.
- | The scale of the map was wrong.
- | The release of funds was delayed.
- | Deployment of field staff was late.
- | The review of the movie was cut.
- | The password hint was not shown.
- | Change money was not returned by the machine.
- | The version for children was not available.
capacity | search was slow because its thread pool was exhausted.
database | reviews waits for locks in its database.
network | The TLS certificate of network-gateway expired.
change | alerts 2.0 was deployed to all clusters.
defect | A bug in release-notes.
security | The token of training expired.
dependency | routes-api failed because calls to inventory timed out.
configuration | The timeout in dashboard was set too low.
infrastructure | The node that runs cache-node crashed.
detection | There was no alert on search.
process | Nobody reviewed the change to reviews.
data | schema-registry contained corrupted entries.
database | It was not the network; a deadlock in the database blocked the requests.
defect | The deployment was ruled out. The cause was a race condition.
change | The database was healthy, the release of 9:00 was not.
capacity | Not an attack, but three times as many visitors.
dependency | Our services were fine, the external API was down.
network | There was no deployment; the DNS record was wrong.
configuration | The load balancer was not involved: the limit in the config was too low.
process | No runbook existed.
detection | Nobody noticed for two days.
security capacity configuration | There was no rate limit and no authentication on the endpoint.
database | The table has no index on the date.
process | The failover had never been tested.
configuration | No timeout was set.
capacity | There was no memory left on the device.
- | checkout-api returned HTTP 500 from 10:00 to 10:12.
- | load-balancer, cache-node and routes-api were slow.
- | The release-notes service did not start.
- | search answered with empty results.
- | Latency of network-gateway rose to four seconds.
- | process-engine-5d8c7b-x2k was restarted.
- | The alerts service was not reachable from storefront.
- | Users of dashboard saw a spinner.
- | secrets-store 1.2 logged errors.
- | Requests to config-server failed with 404.
- | The migration-tool pods restarted several times.
- | infra-db timed out.
- | The database was ruled out as a cause.
- | There was no deployment before the incident.
- | We found no indication of a network failure.
- | The load balancer was not involved.
- | The failure was not caused by the upgrade.
- | Neither memory nor CPU was exhausted.
- | It had nothing to do with the provider.
- | The configuration was unchanged and correct.
- | DNS worked fine.
- | No attack took place.
- | The queue was not full.
- | It cannot be said whether the migration played a role.
- | All nodes were healthy.
- | The failover was not triggered.
- | No data was corrupted.
- | The feature flag was off at the time.
- | The backup was not needed.
- | It was restored by a rollback.
- | The incident ended after the pods had been restarted.
- | The team mitigated it by scaling out.
- | Rolling back to 4.1 fixed the problem.
- | The error disappeared after the cache had been cleared.
- | The runbook was followed.
- | The alert fired on time.
- | The on-call engineer was paged after one minute.
- | The ordering process was interrupted for 20 minutes.
- | Loading the start page took ten seconds.
- | The full catalogue was not available.
- | Reviews of products could not be read.
- | Hosts could not upload photos of their flats.
- | Bank transactions appeared twice in the app.
- | The index of the magazine was empty.
- | The delivery routes were not shown to drivers.
- | Customers in the northern region were affected.
- | Power plants could not be selected.
- | The training videos did not play.
- | Traffic jams were not shown.
- | The key figures of the quarter were missing.
- | The release calendar of the cinema was empty.
- | Exceptions in the tariff were displayed wrong.
- | The disk of the record player could not be ordered.
- | The memory of the shopping list was lost on logout.
- | Tokens for the washing machine could not be bought.
- | The scaling of the drawing was wrong.
- | The provider search of the health portal was slow.
- | The lock on the bike could not be opened with the app.
- | The queue number was not printed.
capacity | alerts ran out of memory.
database | The database of search-index had no index on the date.
network | The DNS entry of traffic was missing.
defect | A null pointer exception in process-engine.
change | load-balancer 4.0 was rolled out to all regions.
configuration | The timeout of reviews was too short.
security | The credentials of routes-api had expired.
infrastructure | The node of search failed.
dependency | checkout failed because its calls to reviews timed out.
process | There is no runbook for cache-node.
detection | Nobody was alerted when training stopped.
data | dashboard showed stale data.
database | Not the network but a lock on the orders table was the cause.
capacity | The deployment was not to blame; the disk was full.
defect | The provider was healthy, a bug in our client caused the errors.
change | The database was fine. The release at 14:00 broke the login.
infrastructure | It was no DDoS attack: a node had lost power.
detection | No alert was defined for this.
process | The rollback had never been practised.
configuration | No memory limit was set.
security | The endpoint had no authentication.
dependency | There is no fallback for the upstream.
process | The change was not reviewed by anyone.
network | The release was innocent: a certificate had expired.
`;
