import { phrases } from '../phrases';
import type { ThemeRule } from './ThemeRule';

const WATCHERS =
  '(alerts?|alerting|alarms?|monitors?|monitoring|health ?checks?|pagers?|synthetic checks?|synthetic monitors?)';

/** The failure showed late or not at all: alerts, monitors, dashboards or health checks were missing, silent, wrong or too noisy. */
export const detection: ThemeRule = {
  eitherWay: phrases(`
    (no|not|without|without an?|missing|lack of|never|nor|neither) ~2 (alert*|alarms?|monitors?|monitoring|monitored|dashboards?|metrics? for|health ?checks?|paged|pages? went|notifications?)
    nobody ~1 (paged|alerted|noticed|saw|watch*|looks at)
    (no one|not) ~1 (noticed|paged|alerted)
    ${WATCHERS} ~6 (missing|silenced|muted|disabled|snoozed|suppressed|late|later|(minutes|hours) after|did not (fire|cover|trigger|catch|notice|see|work)|does not (fire|cover|trigger|catch)|do not cover|not fire|never (fired|triggered)|too (high|low|coarse|late|noisy|sensitive)|gap|ignored|no longer|nobody|threshold|delayed|noisy|only (ran|run|runs|looks?|cover*)|went to|gone unnoticed)
    ${WATCHERS} ~2 (was|were) (off|wrong)
    (thresholds?|condition|rule|query) (of|for|in) (the|this|that|an?) ~1 (alert|alarm|monitor)
    monitoring (has|had|was|were) (an? )?(gap|blind)
    monitoring gaps?
    blind spots?
    (alert|alarm|pager) (fatigue|storms?|noise)
    false (alarms?|positives?|negatives?|alerts?)
    health ?checks? ~4 (200|passed|passes|green|even when|shallow|only)
    dashboards? ~6 (hid|hides|averaged|averages|zero|green|nothing|wrong|stale|did not show|does not show)
    metrics? ~2 (missing|not collected|not recorded|lost)
    (un|not )noticed
    (undetected|unseen|unmonitored)
    (went|gone) unnoticed
    (noticed|detected|discovered|found) ~1 (late|too late|only|by chance|by accident)
    late detection
    took ~5 to (notice|detect|discover)
    (slow|late) to (notice|detect|reali[sz]e)
    (customers?|users?|callers|shops?) ~1 (told|reported|noticed|complained|informed) ~3 (us|first|before)
    (not|never) (being |been )?(monitored|measured|watched|alerted|collected|recorded|logged|observed)(?! as)
    not (visible|shown) (on|in) ~1 (dashboard|monitoring|graph*)
    observability
    logs ~4 not collected
    error budgets?
    until (anyone|anybody|someone|somebody|we) (knew|noticed|saw|found)
    (learned|heard|found out|learnt) (about|of) (it|this|the (outage|problem)) ~1 (from|by|through|only|on)
    (twitter|social media)
    (customers?|users?|support tickets|complaints) ~4 (first|before (we|us|any))
    (too little|no|insufficient|missing|lack of|little) (logging|logs|telemetry|metrics?|visibility|instrumentation|tracing)
    (buried|drowned|lost|hidden) (in|among|under|between) ~3 (alerts?|warnings?|noise|notifications?|messages|logs)
    probes? only
    no metrics?
    monitoring ~5 (lacking|missing|absent|insufficient|inadequate|incomplete|blind)
    lack of ~2 (monitoring|alerting|alerts|metrics|observability)
    (alert|alarm|page) ~3 acknowledged
    (alerts?|pages?|notifications?) (went|goes|go|was sent|were sent|is sent|are sent|routed) to
    dashboards? ~3 green
    (false|wrong) (sense of|picture)
    (delayed|slow|late) (detection|response|alert*|diagnosis)
    (slowed|delayed|hampered|hindered|complicated) ~2 (diagnosis|detection|investigation|debugging)
    observ*
    (inadequate|insufficient|incomplete|limited|poor|missing|weak) ~1 (monitoring|alerting|alerts?|observability|visibility|dashboards?|instrumentation|health ?checks?)
    (alerts?|alerting|monitoring|health ?checks?) ~4 (not (cover|catch|detect|page|trigger*|configured|set up|in place)|misconfigured|broken|incorrect)
    (customers?|users?|partners?|support) ~1 (reported|told|noticed|complained|called) ~8 (before|first|minutes|hours)
    (synthetic|smoke|uptime) (tests?|checks?|probes?) ~3 (passed|passes|green|only|did not)
    health (endpoint|probe)
    thresholds? ~3 (averages?|based on|too)
    (nobody|no one|none of us) (saw|sees|noticed|looked|watched)
    metrics? (that|which|had|has) ~2 (no longer|does not|not|stopped|missing)
    paging (was|went|did|failed)
    silences?
    sampl(ed|ing)
    without (anyone|anybody|us|a soul) noticing
    on silent
    as noise
    (alert*|alarms?|monitors?|monitoring)(?!.{0,300} (fired|fires|triggered|detected|detects|caught|showed|shows|warned|reported|confirmed|worked|missed|acknowledged))(?! (service|team|router|worked))
    (did|could) not (notice|detect|see) ~3 (until|for|drop|failure|outage|problem|it|this|that)
    (not|never) ~2 scraped
    (uptime|synthetic|smoke|external) (check|probe|test)s?
    (anomaly|outlier) detect*
    (slo|burn rate|error budget)
    (were|was|went|are|flying) blind
    no (log|logs|trace|metric|error|message)s? ~2 (line|tells?|shows?|says?|records?|was|were)
    (nobody|no one) ~1 (looked|looks) at
    (not|never|nor) ~1 visible
    dashboards? ~3 (cached|stale|old|averag*|empty|incomplete)
    visible ~3 for (days|hours|weeks|months)
  `),
};
