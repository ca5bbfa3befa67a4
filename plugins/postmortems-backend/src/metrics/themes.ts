import type {
  RetrospectiveContent,
  Theme,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Words that give a theme away, in sentences that say why something happened. */
const WORDS: Record<Theme, RegExp> = {
  change:
    /\b(?:deploy\w*|releas\w*|roll(?:ed|ing)? ?(?:out|back)|rollout|rollback|upgrad\w*|migrat\w*|merged|feature flag|canary|new version|version \d)/i,
  configuration:
    /\b(?:config\w*|setting|misconfig\w*|parameter|env(?:ironment)? var\w*|yaml|manifest|flag|timeout (?:of|was)|limit was)\b/i,
  capacity:
    /\b(?:capacity|exhaust\w*|pool|full|saturat\w*|overload\w*|out of memory|oom\w*|memory leak|cpu|throttl\w*|quota|rate limit\w*|too many|traffic|load|scal(?:e|ed|ing)|disk)\b/i,
  dependency:
    /\b(?:dependenc\w*|upstream|downstream|third[- ]party|vendor|provider|external (?:api|service)|partner|slow answers? of|retr(?:y|ies|ied))\b/i,
  database:
    /\b(?:database|db|sql|postgres\w*|mysql|quer(?:y|ies)|index(?:es)?|replica\w*|deadlock\w*|lock(?:s|ed)?|transaction\w*|schema)\b/i,
  network:
    /\b(?:network|dns|packet\w*|latency between|firewall|proxy|load balancer|tls|certificate\w*|route[sd]?|connection (?:refused|reset))\b/i,
  data: /\b(?:corrupt\w*|data loss|backfill\w*|duplicate[sd]? (?:rows|records|messages)|stale data|wrong data|encoding|field \w+ (?:is|was) missing|import(?:ed)? file)\b/i,
  defect:
    /\b(?:bug|defect|null pointer|exception|race condition|regression|off by one|mandatory|missing check|unhandled|crash\w*)\b/i,
  detection:
    /\b(?:no alert|not alert\w*|alert(?:ing)? (?:was|gap|missing)|unnoticed|undetected|monitoring (?:gap|was|did)|silenced|dashboard|false alarm|detected late)\b/i,
  process:
    /\b(?:runbook\w*|on-?call|hand-?over\w*|review(?:s|ed)?|approval\w*|process|procedure|communicat\w*|escalat\w*|training|documentation|ownership)\b/i,
  security:
    /\b(?:attack\w*|ddos|vulnerab\w*|credential\w*|secret\w*|leaked|expired (?:token|key)|permission\w* denied|unauthori[sz]ed|intrusion)\b/i,
  infrastructure:
    /\b(?:node|cluster|kubernetes|host|hardware|power|data cent(?:er|re)|availability zone|region (?:was|outage)|hypervisor|kernel|vm)\b/i,
};

/** Sections that say why. */
const CAUSES = new Set(['rootCause', 'contributingFactors', 'waysOfWorking']);
/** Verdicts of sentences that count. */
const STANDS = new Set(['supported', 'partial', 'attested']);

/** How a step of the investigation is introduced: what it did, such as querying a metric, is not what happened. */
const STEP = /^Step .+? was validated: /;

/** Themes of the causes that a document names and that stand. */
export function themesOf({
  sections,
}: Pick<RetrospectiveContent, 'sections'>): Theme[] {
  const texts = sections
    .filter(({ id }) => CAUSES.has(id))
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ claims }) => claims)
    .filter(
      ({ kind, verdict, text }) =>
        (kind === 'root_cause' || kind === 'contributing_factor') &&
        STANDS.has(verdict) &&
        !/\b(?:undetermined|no contributing factor)\b/i.test(text),
    )
    .map(({ text }) => text.replace(STEP, ''));
  return (Object.keys(WORDS) as Theme[]).filter(theme =>
    texts.some(text => WORDS[theme].test(text)),
  );
}
