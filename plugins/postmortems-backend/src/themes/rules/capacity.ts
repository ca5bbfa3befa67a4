import { phrases } from '../phrases';
import type { ThemeRule } from './ThemeRule';

/**
 * Demand exceeded a resource: memory, CPU, disk, connections, threads, a quota, a rate limit or instances ran out or were too few,
 * or there was more load than was planned for.
 */
export const capacity: ThemeRule = {
  affirmed: phrases(`
    capacity(?! of (hotels?|the (stadium|suitcase|room|hall|venue)))
    exhaust(s|ed|ion|ing)?
    saturat*
    over ?load(s|ed|ing)?
    starv(ed|ation|ing)
    (under ?provisioned|under ?sized|over ?subscribed|over ?committed)
    (?<!certificate |certificates |license |licence |contract |time |token )(ran|run|runs|running) out(?! of (time|date|sync|ideas))
    (no longer|out of) ~1 (memory|disk|space|connections|file descriptors|descriptors|threads|ports|ips?|addresses|inodes|handles|slots|workers|sockets)
    oom*
    (cpu|memory|heap|disk|ram|swap|storage|i/o|iops|bandwidth|resources?) (usage|pressure|utili[sz]ation|consumption|footprint|limits?|quota|requests?|throttling|time)
    (pid|disk|memory) ?pressure
    (cpu|memory|heap|disk|ram|swap|volume|storage|iops|bandwidth) ~4 (full|at \\d*|high|spik*|used up|filled|\\d+ %|9\\d%|100%)
    (9\\d|100) ?% ~2 (cpu|memory|heap|disk)
    (insufficient|too little|little|high|lack of|more|all the|whole) ~1 (cpu|memory|ram|heap|disk space|threads|connections|iops|space)
    needs? ~4 (memory|cpu|ram|disk)
    (disks?|volumes?|partition|file ?system|storage|device|drives?|pools?|queues?|buffers?|topics?|tablespace|clusters?|cluster) ~5 (was|were|is|are|ran|got|became|being) ~1 full
    (?<!a )full (disks?|volume|partition|queue|buffer|pool|nodes?|clusters?)
    (disks?|volumes?|partition|storage|pool|queue|buffer|topic) ~5 (filled|overflow*)
    fill(s|ed|ing)? (up )?(the|its|their|an?) ~1 (disks?|volumes?|pool|queue|partition|buffer|storage)
    (pools?|queues?|buffers?|caches?|heap|machines?|instances?|nodes?) ~5 (exhaust*|too (small|few)|limited|used up|had only)
    pools? (size )?of (only )?\\d*
    only ~1 (one|two|three|four|five|six|\\d+) (connections?|instances?|workers?|threads?|replicas?|slots)
    too many ~1 (connections?|requests?|threads?|files?|messages?|clients?|users?|consumers?|jobs?|queries|open|concurrent|parallel|simultaneous|pods?|sessions?|calls?|customers?|inserts?|writes?|reads?|events?)
    too few ~1 (connections?|threads?|instances?|workers?|replicas?|nodes?|pods?|consumers?|partitions?|for)
    throttl*
    (?<!drop )quotas?
    rate limit*
    limits? ~7 (reached|exceeded|hit|used up)
    (reached|reaching|exceed|exceeds|exceeded|exceeding|hit|hitting|above|over|beyond) (the|its|their|an?|our) ~4 limits?
    (upper|size|memory|cpu|connections?|concurrency|process|file|thread|instance|disk|storage|node|resource) limits?
    (spikes?|surges?|peaks?|increase|bursts?|waves?|floods?|growth|rise|jump|doubling|more|high|heavy|unexpected|unusual|record|extra|additional) (of|in) ~2 (traffic|load|requests|demand|users|visitors|sign ups|orders|logins|threads)
    (high|heavy|unexpected|unusual|record|extra|additional|peak|great deal of|more) (traffic|load|demand)
    (traffic|load|demand|volume|logins?|orders|sign ups|requests per second) ~3 (rose|grew|doubled|tripled|quadrupled|multiplied|increased|jumped|spiked|surged|exploded|exceeded|exceeds|peaked|peaks)
    (was|were|is|are|to|by|than) ~1 (two|three|four|five|six|seven|eight|nine|ten|\\d+)(x| times) (of |as |the |what |its |our )*(usual|normal|ordinary|average|peak|day|what|size|traffic|load)
    (twice|three|four|five|six|seven|eight|nine|ten|\\d+)( times)? as (many|much)
    (doubled|tripled|quadrupled|multiplied) ~3 (load|traffic|requests|demand|connections)
    under (high|heavy|peak|full) load
    auto ?scal*
    sized for
    (can|could) serve
    (queues?|lag) ~3 (grew|grows|piled|built up|overflow*)
    (fell|falls|falling|fall) behind
    pil(es|ed|ing) up
    backed up
    back ?logs? (of|grew|built)
    waiting in the queue
    (?<!(on|for|of) )(consumer|kafka|queue) lag
    threads? ~4 (busy|blocked|exhausted|tied up)
    ties? up|tied up|tying up
    (all|every|each) ~4 (threads?|workers?|connections?|slots?) ~5 (busy|in use|taken|used|occupied|blocked|waiting|waited|held)
    (connections?|slots|threads) ~4 (are in use|were in use|were taken|maxed)
    (?<taken>\\d+) of \\k<taken>
    accepts \\d+
    garbage collect*
    hot ?(spot|spots|shard|partition|key)
    unschedulable
    (bottle ?necks?|congest*|(?<!lock )contention|thrash*|swapping)
    (more|higher|larger) ~2 than ~3 (handle|serve|planned|expected|provisioned)
    (peak|rush|busy) (season|hours?|time|times|load|traffic|day)
    (morning|evening|daily|lunch|christmas|seasonal|the|usual) (peaks?|rush)(?! of the)
    black friday|cyber monday
    (built|sized|designed|dimensioned|planned|provisioned) for
    overwhelm(s|ed|ing)?
    (ate|eats|took|takes|used|uses|using|consumed|consumes|consuming|claimed|hogged) (up )?(all|most|nearly all|almost all|every|too much|too many|more) ~3 (cpu|memory|cores?|ram|disk|throughput|bandwidth|connections?|threads?|slots?|space|capacity|quota|resources?|workers?)
    (kept|keeps|keeping) ~4 busy
    (reached|hit|over|above|beyond|exceeded|exceeds) ~1 (maximum|max) (size|number|connections|capacity|throughput)
    too (large|big|much|heavy) (to|for)(?! a)
    (cache was|caches were|cold) ~1 (cold|empty|caches?)
    noisy neighbou?r
    through ?put
    reconnect* ~4 (once|moment|same time|simultaneously)
    (arrived|came|started|ran|restarted|hit|woke up|connected) (all )?at (once|the same (time|moment))
    (ulimit|inodes|file descriptors)
    ports? ~4 used up
    (ran|running) hot
    spare capacity
    (many|more|fewer) ~1 (requests|users|players|orders|messages|customers|jobs|connections) (than|as)
    (excessive|large|huge|sudden|sustained|abnormal*|massive|significant|elevated|unprecedented|growing) ~2 (load|traffic|requests|demand|volume|queries|bandwidth|memory|cpu|usage)
    (increased?|more|higher|too much) ~1 (concurrent|concurrency|load|traffic|volume|memory usage|cpu usage|demand)
    gc (pauses?|pressure|overhead|thrash*)
    log (rotation|volume|growth)
    (queue|message|job|event) back ?logs?
    back ?logged
    connection (storm|limit*|churn)
    memory (pressure|growth|spike*|exhaust*)
    pool ~3 (exhaust*|saturat*|starv*)
    too (many|much) ~3 (at once|in parallel|concurrently|per (second|minute))
    (out|short|shortage) of (resources|capacity|instances|workers|memory)
    maximum (value|number of)
    (reached|hit|over|above|beyond|exceeded) (its|their|the) maximum
    (two|three|four|five|ten|\\d+) times (the|as|more|what|our|its|normal|usual)
    (filled|fills|filling) (the|its|their|an?) ~1 (director(y|ies)|disk|volume|partition)
    (pinned|pegged|maxed out|hogged) ~3 (cores?|cpus?|threads?|memory)
    (million|thousand) ~2 (pages|requests|messages|events|users|visitors) (in|per|within) (an?|the|one)
    (carried|took|received|got) most of the ~1 (load|traffic|writes|reads|requests)
    herd effect
    (number|count|volume|amount) of ~3 (exceeded|exceeds|exceed|grew|doubled|tripled)
    (full|100 %|high) cpu
    (\\d+|more|most) ~3 (arrive|arrived|come in|came in)
    queu(e|es|ed|ing) up
    (held|holding|took|taking|opened|used|using) ~1 (\\d+|most|all|half) of the ~2 (connections|threads|slots|workers)
    water ?mark
  `),
  eitherWay: phrases(`
    (not|never) (have |get |had |be )?(enough|sufficient) ~2 (memory|cpu|ram|disk|space|capacity|threads|connections|instances|nodes|workers|replicas|iops|power|addresses|ips|bandwidth|resources)
    (no|not much|little) ~1 (space|memory|byte|disk|headroom|inodes) ~2 (left|available|free|on)
    no ~1 (free|spare|more|remaining) ~1 (memory|cpu|connections?|threads?|slots?|workers?|space|disk|capacity|ports?)
    no ~3 (had|has|have) ~1 (enough|free) ~1 (memory|cpu|space|capacity)
    (not|could not|can not|never|unable to) ~2 scaled? (up |out )?(before|in time|for|further|from|fast)
    (could|can|did) not (keep up|cope|carry)
    faster than ~4 (work|consume|process|drain)*
    (could|can) not (take|handle|absorb|serve|sustain) ~3 (load|peak|traffic|volume|demand|requests|rush)
    (not|never|insufficient*|inadequate*) ~1 (provisioned|scaled|sized|resourced)
    headroom
    (grown|grew|grows|growing) ~1 (too large|too big|without bound*|beyond|unbounded|large|huge)
    (scaled|scaling) ~3 (too (slow*|late)|slow*|late|not fast enough)
    (slow|single) (consumer|worker|thread) ~2 (blocked|could not|kept|held)
    (no|without|missing) (an? |any )?rate limit*
    (not|no longer) (sufficient|enough)
  `),
};
