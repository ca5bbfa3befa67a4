import { phrases } from '../phrases';
import type { ThemeRule } from './ThemeRule';

/** A database, or how it is used: queries, indexes, locks, transactions, replication, schema, or the connection to it. */
export const database: ThemeRule = {
  affirmed: phrases(`
    (databases?|dbs?|rdbms)
    (my|postgre|no|ms)? ?sql
    (postgres*|mysql*|mariadb|mongo*|oracle|pg bouncer|pg pool|cassandra|dynamo*|rds|sqlite|redshift|bigquery|snowflake|cockroach*|orm|innodb|pgbouncer|wal|binlog)
    (?<!search |metric |dns |graphql |prometheus |log |url |user |to )quer(y|ies)(?! (parameters?|strings?|language|metric))
    (missing|unused|unique|composite|partial|database|dropped|additional|wrong) index(es)?
    index(es)? (on (column|the (column|table|orders?))|scans?)
    index(es)? (was|were|is|had been|has been) ~1 (dropped|removed|missing|unused|invalid|bloated|rebuilt)
    drop(s|ped|ping)? (the |an? )?index(es)?
    read (replicas?|only replicas?)
    replicas? ~3 (lag*|diverged|behind|promoted|out of sync|stale)
    replication
    (a|the|new|old) primary(?= (was|is|failed|took|died|three|and|with|at|in an)|$)
    on the primary
    dead ?lock*(?! (between|of|in) ([^ |]+ ){0,3}(threads?|goroutines?|mutex*|workers))
    (row|table|advisory|exclusive|metadata|gap|shared) locks?
    (hold|holds|held|holding|keeps|kept) ~1 locks?
    locks? (was|were) held
    locks? (wait|waits|contention|timeouts?)
    locks? (on|in|of) the (rows?|tables?|orders?|database|record)
    (waited|waits|waiting) for an? lock
    (lock|locks|locked|block|blocks|blocked|blocking|scan|scans|scanned) (the |an? |all |every )?~1 (tables?|writes|reads|inserts|rows)
    (?<!routing |route |hash |lookup |page |arp |forwarding |connection |of )tables?
    (long|open|database|nested|idle|long running|uncommitted|two|concurrent|large|single|same|slow) transactions?(?! (fee|were declined))
    transactions? (isolation|logs?|held|wrap*|blocked|deadlock*)
    (schema|database) migrations?
    database schema
    (alter|create|drop) table
    (add|adds|added|drop|drops|dropped|removed) (an? |the )?columns?
    column with a default
    (full )?table scan*
    (sequential|full) scan*
    (query|execution) plans?
    (query )?(planner|optimi[sz]er)
    (auto)?vacuum
    bloat(ed)?
    (foreign|primary) keys?
    (scan|scans|scanned|read) \\d+ ?(million|m|k)? rows
    tablespace
    (shards?|sharding|sharded)
    truncat(e|ed|ing) (the )?~1 tables?
    (?<!table )joins?
    locks(?! the| out| up)
    secondar(y|ies)(?= (was|were|had|of|servers?|nodes?|replicas?|overloaded)|$)
    the primary and
    (id|primary key|serial) columns?
    (old|new|former) primary
    sql server
    (unique|foreign key|check|database) constraints?
    n\\+1
    write ahead logs?
    isolation level
    collation
    (slow|expensive|unindexed|unoptimi[sz]ed|heavy|inefficient) (queries|query|sql|statements?)
    (?<!(pod|deployment|the desired) )replica(?! (count|set|sets|number))
    (switch|switchover|promotion) of the primary
    key value store
    (accepted|blocked) writes
    block(s|ed|ing)? (all )?(writers|readers|writes)
    (batch|bulk|mass) (deletes?|updates?|inserts?)
    incompatible migrations?
    (the|a|each|every|one|open|single|whole) transaction(?= (was|is|held|remained|stayed|that|not|blocked|ran|kept))
    (exclusive|shared) locks?
    where clause
    missing transactions?
    (redundant|unused|too many) index(es)?
    restore(d)? from ~4 (backup|snapshot)
    (drop|dropping|dropped|add|adding|added) (an? |the )?columns?
    (a|the) (database )?restore(?= (overwrote|lost|left|failed|took|of))
  `),
  eitherWay: phrases(`
    (no|without|without an?|lacks? an?|lacked an?|missing|needs? an?|had no|has no) ~1 index(es)?(?! page)
    (not|never) ~1 indexed
    unindexed
    locks? ~3 (not|never) ~1 released
    (an |the |each )?update without
  `),
};
