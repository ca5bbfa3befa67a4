import { phrases } from '../phrases';
import type { ThemeRule } from './ThemeRule';

/**
 * Code did the wrong thing: a bug, an unhandled case, a race, a leak, an incompatible change of an interface, or a crash that
 * nothing else explains.
 */
export const defect: ThemeRule = {
  affirmed: phrases(`
    (?<!kernel )(bugs?|buggy)
    defects?
    regressions?
    race conditions?
    races? between
    (null ?pointers?|null reference|nil pointer|null dereference)
    (unhandled|uncaught|index) ~2 exceptions?
    (throw|throws|threw|thrown|raised|raises) (an? )?~2 exceptions?
    (unhandled|uncaught)
    out of (range|bounds)
    off by one
    (?<!(node|host|machine|server|vm|kernel|hypervisor|disk|database|primary|broker|switch)( [^ |]+){0,4} )crash(es|ed)?(?! (loop*|looping))(?!( [^ |]+){0,5} (memory|oom|disk|power))
    seg ?fault*
    segmentation fault
    (?<!kernel )panic(s|ked)?
    (core dump|stack overflow)
    (integer |arithmetic )overflow (turned|in|of)
    integer overflow
    (infinite|endless) (loop|loops|recursion)
    (memory|connection|handle|thread|descriptor|socket|goroutine) leaks?
    leak(s|ed|ing)? ~2 (memory|connections?|handles?|descriptors?|threads?|sockets?|goroutines?)
    dead ?lock* (between|of|in) ~3 (threads?|goroutines?|mutex*|thread pool|workers)
    (thread|memory) (safe|safety|unsafe)
    (run|ran|executed|taken|charged|sent|processed) twice
    mandatory
    made ~4 required
    breaking changes?
    incompatib*(?! migration*)
    broke ~2 (contract|api|clients?|callers?)
    checks? ~3 (missing|absent|inverted|wrong|too late)
    (missing|wrong|inverted|incomplete) ~1 (checks?|validation|guards?|condition|comparison)(?<!health checks?)
    (code|service|parser|job|client|function|scheduler|feature|_) ~2 assum*
    assumption
    (error|errors|exception|exceptions) (was|were|is|are|got) (swallowed|ignored|lost)
    (logic|calculation|condition|formula) ~3 (wrong|broken|incorrect|inverted)
    (wrong|faulty|broken|incorrect|flawed) (logic|code|calculation|condition|rounding|comparison|formula|sign)
    (typo|mistake|error|fault|flaw) in the (code|program|script|query|logic|calculation)
    (coding|programming|logic|implementation|software) (error|errors|mistake|fault|faults)
    changed the order
    compar(es|ed|ing) ~4 (with|to) (itself|utc|each other|the wrong)
    (miscalculat|miscount|misinterpret)*
    (edge|corner) cases?
    (type|syntax|runtime) errors?
    (incorrectly|wrongly) (handled|computed|calculated|parsed|rounded|sorted|encoded|assumed)
    (leap (day|year|second)s?)
    (regular expression|regex)
    (double free|use after free|buffer (overflow|overrun|overread))
    priority inversion
    (largest|maximum|signed|limit of ~2|32 bit|16 bit) ~1 (int|integers?|32 bit integer)
    integer (limit|range)
    recursion
    rounding (errors?|mistakes?|problem)
    concurren(t|cy) (edits?|writes?|updates?|modification|access|errors?|bug|issue|programming)
    unchecked
    treat(s|ed|ing)? ~3 as (an? )?(success|error|failure|valid|empty|zero)
    in a different order
    code paths?
    (sdk|client|library|threads?|process|job|driver|call|worker) ~4 (hangs?|hung)
    (design |software )?flaws?
    backtrack*
    (switched off|disabled|removed|bypassed|skipped) (an? |the )?~1 (checks?|validation|guard)
    (comput|calculat|count|round|pars)(es|ed|s) ~6 (wrong*|incorrectly|in local time)
    local time
    inverted
    overflow(ed|s)?(?<!(queue|queues|buffer|disk|pool|stack|topic) overflow(ed|s)?)
    incorrectly(?! (configured|set|labelled|labeled|tagged))
    mis ?handl(e|ed|es|ing)
    improper(ly)?(?! configured)
    (logic|coding|software|programming|code) (errors?|flaws?|mistakes?|issue|issues|problem)
    (wrong|incorrect|false|invalid) assumptions?
    latent
    type mismatch
    (caught|swallowed) and (ignored|dropped|discarded)
    exceptions? (was|were|is) ~1 (ignored|swallowed|lost|caught)
    incorrect (handling|result|value|calculation)
    return(s|ed) (too )?early
    left ~3 (locked|open)
    same ~2 twice
    (payments?|orders?|mails?|emails?|charges?|jobs?|customers?) twice
    (daylight saving|dst)
    (every|each) ~1 (request|call|message) (creates|created|opens|opened) (an?|its own) ~2 (client|connection|thread|pool|session)
    when an exception (occurs|occurred|is thrown|was thrown)
    divid(e|es|ed|ing) by
    uninitiali[sz]ed
    floating point
    shared between (threads|requests|users|sessions)
    unstable sort*|sorting (was|is)
    (faulty|defective) (condition|check|function|method|script|query)
    processed twice
    rounding
    wrong sign
    (service|process|worker|job) dead ?locked
    (removed|renamed|dropped) (an?|the) ~1 (field|parameter|header|function|method)
    skips? the (first|last)
    (sdk|library|client) ~4 (blocked|blocks)
    (missing|forgotten) (await|return|break|cast|lock|rollback|commit|null check)
    (ignores|ignored) the ~2 (headers?|errors?|exceptions?|return|result|status|time ?zones?|line|key)
  `),
  eitherWay: phrases(`
    (no|without|without an?|missing|lacks? an?|lacked an?|has no|had no) ~2 (?<!to )(checks?|validation|guard|error handling|input validation)(?<!health checks?)(?! (fires|fired|covers))
    no checks? (enforces|enforced|catches|caught|prevents|prevented)
    ((does|did|do) not|failed to|fails to) (validate|check|handle|escape|verify|sanitize|sanitise|account for)
    (was|were|is|are) (not|never) (handled|validated|escaped|caught|expected) by
    (not|never) ~1 (closed|returned|released|freed) (to|after|by|again)
    connections? ~4 (not|never) ~1 (returned|released|closed)
    without (an? )?(lock|mutex|synchroni[sz]ation)
    (cache )?keys? (does|did) not (contain|include)
    (not|never) ~1 (releasing|closing|returning|freeing|handling|checking|validating|escaping)
    not properly (released|closed|handled|validated|checked|cleaned)
    failed to (release|close|handle|validate|check|account|return|free|clean)
    never (ended|terminated|finished)
    (backwards?|not) (in)?compatib*(?! migration*)
    (did|does|would) not terminate
    (does|did) not (handle|escape|expect|support|respect|honou?r)
  `),
};
