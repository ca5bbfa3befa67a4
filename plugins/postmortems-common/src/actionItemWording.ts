/** What is vague in the wording of an action item. @public */
export type WordingHint =
  | 'vague_verb'
  | 'no_target'
  | 'end_state_not_checkable'
  | 'end_state_is_title';

const wordSet = (list: string) => new Set(list.trim().split(/\s+/));

/** Beginnings of titles that name an intention and no change. */
const VAGUE_VERB =
  /^(?:please |we (?:should|must|need to) |let['’]s )?(?:improve|enhance|optimi[sz]e|better|strengthen|address|handle|tackle|deal with|work on|take care of|look (?:at|in ?to)|consider|think about|discuss|talk about|review|revisit|explore|evaluate|assess|research|study|try(?: to)?|be (?:more )?(?:careful|aware|mindful)|make sure|ensure|communicate|raise awareness|educate|train|remind|monitor|check|keep an eye|follow up|clean ?up)\b/i;

/** Beginnings of titles that repeat the purpose of every action item. */
const EMPTY_PURPOSE =
  /^(?:please )?(?:(?:prevent|avoid|stop) (?:a |any )?(?:repetition|recurrence|reoccurrence|this|such|similar|it|that)|reduce (?:a |the )?contributing)\b/i;

/** An investigation needs a question, or it has no end. */
const OPEN_INVESTIGATION =
  /^(?:please )?investigate\b(?!.*\b(?:why|whether|if|which|what|where|when|how)\b)/i;

const INCIDENT_KEY = /\b[A-Z][A-Z0-9]*-\d+\b/g;

/** A number in digits or words that is no part of a name or version. */
const NUMBER =
  /(?<![\w.-])\d+(?:[.,]\d+)?(?!\.?\d|[-\w]*-|[A-Za-z]*\d)|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|once|twice|half|at most|at least)\b/i;

/** Words without a meaning of their own. */
const FUNCTION_WORDS = wordSet(`
  a an the and or but if then than so as at by for from in into of off on onto
  out over per to under until up via with without within when while where
  which who whose what why how that this these those it its they their them we
  us our you your i he she his her is are was were be been being am do does
  did has have had having can could may might must shall should will would not
  no nor none never ever there here such any all each every some both either
  neither one ones too very also only just again anymore please lets let
`);

/** Words that fit every action item, and so name no target. */
const GENERIC_WORDS = wordSet(`
  thing things stuff everything something anything nothing issue issues
  problem problems bug bugs fault faults error errors failure failures
  incident incidents outage outages situation case cases cause causes root
  factor factors contributed contributing reason reasons system systems
  service services app apps application applications software platform
  infrastructure infra code codebase product process processes procedure
  procedures practice practices work works working worked quality reliability
  stability resilience robustness performance scalability security visibility
  observability monitoring alerting logging testing coverage handling
  communication awareness knowledge documentation docs documented team teams
  people person everyone everybody somebody staff engineers developers user
  users customer customers repetition recurrence reoccurrence future time
  times impact risk risks damage happen happens happened occur occurs occurred
  recur recurs leads lead led longer gone better best good well fine ok okay
  faster fast slower quicker quickly sooner earlier later more less most least
  fewer bigger smaller higher lower improved improve improves improvement
  improvements enhanced optimised optimized increased decreased reduced reduce
  stable reliable robust resilient healthy safe safer correct correctly proper
  properly appropriate appropriately adequate adequately sufficient
  sufficiently enough smooth smoothly expected possible normal normally again
  done finished complete completed fixed resolved solved addressed handled
  implemented mitigated aware careful watched similar same new other others
  whole overall general basic make makes do get try avoid prevent stop ensure
  ensured investigated monitored reviewed understood considered discussed
  known know knows evaluated assessed checked watched
`);

/** Judgements that two people can make differently. */
const JUDGEMENT =
  /\b(?:better|faster|quicker|sooner|more|less|fewer|improve[sd]?|improvement|enhanced|optimi[sz]ed|reliabl[ey]|stable|robust|resilient|healthy|correctly|properly|appropriate(?:ly)?|adequate(?:ly)?|sufficient(?:ly)?|smooth(?:ly)?|as expected|if possible|well enough)\b/i;

/** Things that a person can look at. */
const ARTEFACTS = wordSet(`
  test tests alert alerts alarm alarms dashboard dashboards metric metrics
  runbook runbooks playbook limit limits check checks guard guards guardrail
  log logs report reports probe probes slo slos monitor monitors graph graphs
  page ticket review checklist validation safeguard safeguards
`);

/** Stems of verbs for what a person can observe. */
const OBSERVABLE_STEMS = wordSet(`
  accept alert allow answer appear archive assert block bound build call cap
  carr carry clos collect configur connect contain cover creat delet den deny
  deploy describ disabl drop dropp emit enabl encrypt end exceed exclud exist
  expir export expos fail fir forc give hold import includ install isolat kill
  list liv load lock log logg match measur merg migrat mov nam notif notify
  open own pag page pass pin pinn print promot publish pull queu rais reach
  read receiv record redirect refus reject releas reload remov renew replac
  replay report requir restart restor retr retry return revok roll rotat rout
  run runn send serv set show shut sign skip skipp split start stay stop stopp
  stor surviv switch tell throttl throw tim trigger turn unset updat us
  validat verif verify wait warn writ
`);

const OBSERVABLE_VERB = new RegExp(
  `^(?:(?:${[...OBSERVABLE_STEMS].join('|')})(?:e|s|es|ies|ed|ied|d|en|ing)?|` +
    'has|have|goes|gets|keeps?|kept|built|held|left|lost|made|ran|sent)$',
);

/**
 * Finds what could be clearer in an action item: a title that starts with an
 * intention (“improve”) or names nothing to change, and an end state that two
 * people could judge differently or that repeats the title. Reads English only;
 * the results are hints, not rules.
 *
 * @public
 */
export function wordingHints(item: {
  title: string;
  endState: string;
}): WordingHint[] {
  const title = item.title.trim();
  const endState = item.endState.trim();
  const hints: Record<WordingHint, boolean> = {
    vague_verb: hasVagueVerb(title),
    no_target: !namesTarget(title),
    end_state_is_title: normalise(endState) === normalise(title),
    end_state_not_checkable: !isCheckable(endState),
  };
  return (Object.keys(hints) as WordingHint[]).filter(hint => hints[hint]);
}

function hasVagueVerb(title: string): boolean {
  return (
    OPEN_INVESTIGATION.test(title) ||
    EMPTY_PURPOSE.test(title) ||
    (VAGUE_VERB.test(title) && !hasNumber(title))
  );
}

/** Whether the title names something specific after its verb. */
function namesTarget(title: string): boolean {
  return tokensOf(title)
    .slice(1)
    .some(word => !ARTEFACTS.has(word) && isSpecific(word));
}

/**
 * Whether a person can check the end state: by a number, or by something
 * specific that can be observed.
 */
function isCheckable(endState: string): boolean {
  // The number of an incident key is no measure
  const text = endState
    .replaceAll(INCIDENT_KEY, ' ')
    .replaceAll(/\b(?:has|have|had) been\b/gi, ' ');
  if (hasNumber(text)) return true;
  if (JUDGEMENT.test(text)) return false;
  const tokens = tokensOf(text);
  const specific = tokens.filter(
    word =>
      !ARTEFACTS.has(word) && !OBSERVABLE_VERB.test(word) && isSpecific(word),
  );
  const hasVerb = tokens.some(
    word => OBSERVABLE_VERB.test(word) && !ARTEFACTS.has(word),
  );
  const hasArtefact = tokens.some(word => ARTEFACTS.has(word));
  return hasVerb ? specific.length >= 1 : hasArtefact && specific.length >= 2;
}

function hasNumber(text: string): boolean {
  return NUMBER.test(text.replaceAll(INCIDENT_KEY, ' '));
}

function isSpecific(word: string): boolean {
  return (
    word.length > 1 && !FUNCTION_WORDS.has(word) && !GENERIC_WORDS.has(word)
  );
}

function tokensOf(text: string): string[] {
  return (
    text
      .toLocaleLowerCase('en-US')
      .match(/[\p{L}\p{N}](?:[\p{L}\p{N}._/’'-]*[\p{L}\p{N}])?/gu) ?? []
  );
}

function normalise(text: string): string {
  return tokensOf(text).join(' ');
}
