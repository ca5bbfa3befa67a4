import { phrases } from '../phrases';
import type { ThemeRule } from './ThemeRule';

/** A setting, limit, timeout, variable, flag of a program, schedule or manifest had the wrong value, was missing or was changed. */
export const configuration: ThemeRule = {
  affirmed: phrases(`
    (re|mis)?config(s|map|maps|ure|ured|ures|uring|uration|urations)?
    (mis)?configured
    config maps?
    settings?(?! (up|off|out|aside|sun|foot|in motion|the))
    (?<!query |request |url )parameters?
    env(ironment)? var*
    (ya?ml|toml|ini|conf|cfg|properties|tf|hcl)
    manifests?(?! (unknown|itself|in|as|when|only))
    helm (values?|charts?)
    (command line|startup|boot|jvm|runtime|compiler|build|cli) flags?
    time ?outs? ~6 (set|too (long|short|low|high|small|large)|of \\d*|\\d+(ms|s)?|disabled|longer|shorter|wrong|seconds too short)
    (wrong|short|long|default|low|high|infinite|aggressive|generous|missing) ~1 time ?outs?
    (limits?|threshold|delay|interval|quota|requests) ~5 (set|too (low|high|small|large|tight|strict|short|long)|wrong|lower than|higher than|of \\d* %)
    (wrong|incorrect|default|low|missing|invalid|hard coded) (limits?|threshold|value ~3 (chart|environment|console|file|settings?)|base url)
    (was|were|is|are|been|had been) ~1 set (to|too|at)
    (capped|limited) (at|to)
    (by default|default values?|allow ?list|deny ?list|white ?list|black ?list)
    base url
    point(s|ed|ing)? ~4 (to|at) ~1 (staging|test|development|sandbox|wrong)
    (liveness|readiness|startup) probes?
    cron(tab)? (expressions?|entry|entries|schedules?|lines?)
    (debug|verbose) logging
    (left|still) (enabled|disabled|on|off) in production
    (added to|missing (from|in)|on|entry in) (the|our) (block|deny|allow|safe) ?list
    retention ~4 (shortened|set|too|of|was)
    ulimits?
    (left|stayed|kept|remained|still) (at|on) ~4 default
    default of
    hosts file
    (in|into|to|from|for) the wrong (namespace|environment|region|project|bucket|account|queue|topic|path|stage)
    (stray|trailing|missing|extra|unescaped|unbalanced) (quotes?|comma|bracket|brace|dot|space|indentation|semicolon)
    ttls? (of|was|is)
    (raised|set|switched|turned|lowered|shortened|reduced|increased) to (debug|verbose|zero|one|\\d*)
    time ?outs? ~6 so (short|long|low|high)
    (was|were|is|are) still \\d+
    access settings
    (wrong|incorrect|old|invalid) (url|endpoint|hostname|address|path|setting|flag|mode|profile|region)
    hard ?coded
    (config*|state|environment|terraform) drift
    (pool size|concurrency|limit|timeout|replicas?|ttl|heap|buffer|threshold)s? ~2 (adjusted|tuned|raised|lowered|increased|reduced|misjudged)
    (minimum|maximum|desired) (number of )?(replicas?|instances?|size|capacity|count) ~3 (set|was|were|too|of)
    (feature )?flags? ~2 (misconfigured|default*|remained|left)
    (incorrect|wrong|missing|invalid|bad|outdated|stale|inconsistent) ~1 (config*|settings?|environment variables?|parameters?|flags?|values file|manifest|tags?|labels?|annotations?|selectors?)
    (used|uses|using|called|calls) (the |a |an )?(wrong|sandbox|staging|test|old|outdated) (url|endpoint|address|host|database|bucket|key|credentials|environment|queue|port|region|host ?name)
    (flags?|gates?|switch) ~5 (stayed|remained|left) (on|off|enabled|disabled)
    (settings?|flags?|gates?|config*|limits?|parameters?) (differ|differs|differed|differing)
    (gates?|flags?) ~2 differed
    (scaling|auto ?scaling) policy
    maximum ~4 (was|is|of) \\d*
    (lifecycle|retention|expiry|eviction|routing|alert|alerting|rewrite|redirect|scaling) (rules?|polic(y|ies))
    (lower|higher|smaller|larger|bigger|longer|shorter) than (that|the (limit|timeout|one)|those) of
    missing variables?
    (cron|job) schedules?
    (csp|cors|content security policy)
    (state|config*) (had|has|have) drifted
    time ?outs? of (one|two|three|four|five|ten|thirty|sixty|half) ~1 (seconds?|minutes?|milliseconds?|hours?)
    (body|upload|file|page|batch|buffer|heap) size (of|was|is|limit)
    (had been|was|were) (configured|misconfigured)
    labels? that
    (wrong|same) (consumer group|port|time zone|profile)
    (raised|lowered|set|changed) the (log level|limit|timeout|threshold|quota|interval|ttl|retention|number of)
    log level
    locale
    annotations?
    (base|database|service|callback|redirect|webhook|api) url
    (session|token|cookie) lifetimes?
    (variable|env|environment) ~1 (pointed|points)
    wrong environment
    (was|were|is) set ~3 (too|far|to|wrongly|incorrectly)
    (shorter|longer|lower|higher|larger|smaller) than (that|those|the one) of
    (filter|rule|entry|flag|option|mapping) (was|were|had been) ~1 (deleted|missing|wrong|removed)
    (wrong|missing|incorrect) (label|selector|header|prefix|suffix|port|host ?name|mapping|scope)
    loaded with the ~1 (rules|config*|settings|data) of
    shar(e|ed|es) an? ~1 (prefix|namespace|key|queue|bucket|topic)
    (change|changed|changes|edited|set|switched) ~3 in the (console|ui|admin)
    same ~2 (id|key|name|address|port|group)
    time ?outs? ~7 (was|is|were) (\\d*|one|two|three|five|ten|thirty)
    (lower|higher|different|old) values? (for|of|than)
    (copied|inherited|taken over) from another (namespace|service|environment|region|cluster)
    (filter|rule|entry|flag|option|mapping) (that |which )?(was|were|had been) ~1 (deleted|missing|wrong|removed)
  `),
  eitherWay: phrases(`
    (no|without|without an?|missing|lacks? an?|lacked an?|has no|had no) ~1 (time ?outs?|limits?)(?! (was|were|is|are|had been) (reached|exceeded|hit))
    (limits?|time ?outs?|quota|thresholds?|variables?|settings?|parameters?|values?) (was|were|is|are|had|has|have) (not|never|no longer) (been )?(set|configured|enforced|defined|applied)
    (was|were|is) (not|never) configured
    (not|never) (been )?configured
    (limits?|pool size|concurrency|timeouts?|thresholds?|replicas?|resource requests?) ~2 (not|never) ~1 (adjusted|tuned|raised|increased|reviewed|updated|set|configured)
    (not|never) ~1 (tuned|adjusted|set|configured) for
    missing (environment variables?|env var*|secret|setting|parameter|entry|config*)
    (requests?|limits?|locale|variables?|parameters?|headers?|annotations?|options?|labels?|quotas?) ~3 (not|never) ~1 (set|configured|defined)
    (image )?tags? ~3 (does|did) not exist
  `),
};
