import type { Theme } from '../../../plugins/postmortems-common/src/schema/orgMetrics';

/** The words that themes were found by at first: what today's rules are measured against. */
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

/** Themes whose words occur in the text. */
export function baselineThemesOf(text: string): Theme[] {
  return (Object.keys(WORDS) as Theme[]).filter(theme =>
    WORDS[theme].test(text),
  );
}
