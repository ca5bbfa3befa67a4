import { phrases } from './phrases';

/** What a thing that contributes is said to be or to do. */
const CONTRIBUTES =
  '(involved|affected|at fault|to blame|responsible|the ~1 cause|the (problem|issue|reason)|an? (factor|problem|issue|cause|reason)|related|relevant|exhausted|saturated|full|overloaded|throttled|expired|slow|down|locked|reached|exceeded|broken|wrong|failing|faulty|changed|leaked|lost|compromised|corrupted|missing|touched|modified|interrupted|unusual|abnormal|lagging|dropped|leaking|restarted|crashed|fail|failed|contribute|contributed|play|cause|caused|involve)';

/** A clause with one of these clears all that it names. */
const CLEARS_ALL = phrases(`
  (was|were|is|are|did|do|does|had|has|have|been|neither|nor) (not|never) (been )?${CONTRIBUTES}
  nothing to do with
  no ~3 (was|were|has|have|had) (been )?(missed|found|${CONTRIBUTES.slice(1)}
  (deployment|release|migration|upgrade|rollout) did not (run|happen|take place|start)
  (looked|seemed) like
  (was|were) ~1 suspected
  as a remedy
  (errors|latency|failures|problem|problems) ~1 (stopped|went away|disappeared|vanished|went down|dropped|returned to normal)
  (we )?fixed (it|this|the problem) (with|by)
  not hold up
  (was|were|are|is) (later |then |quickly |and then |at first and then )?ruled out
  the (fix|remedy|workaround|solution) (was|is)
  (restored|recovered) ~2 by
  (at no time|in no case)
  everything worked again
  played no ~1 (role|part)
  (was|were|is|are|can be|could be|been) (later |quickly )?(ruled out|excluded|cleared)
  (was|were|is|are|stayed|remained)(?! (not|never|no) ) ~1 (fine|healthy|normal|ok|okay|unaffected|innocent|unrelated(?! to)|idle|stable|fast|up to date|correct|unlikely|within limits|as usual)
  (work|works|worked) (normally|fine|as (expected|designed|intended)|correctly|well)
  (followed|fired) (and worked|in time|correctly|as expected)
  as (fast|good|usual) as (ever|before|always)
  (fixed|solved|resolved|mitigated|ended|stopped) (it|this|the (problem|issue|outage|incident|failure))
  (brought|got) (it|them|everything|the service) back
  restored (it|the service|service)
  (had|has) no (influence|effect|impact|part)
  (solved|cured) (it|the (problem|issue))
  brought relief
  had not (started|begun)
  (was|were) (unchanged|untouched)
  (?<!(dashboards?|metrics?|monitoring|alerts?|graphs?|checks?|monitors?) )(showed|shows) no
  helped
  went (smoothly|well)
  (stayed|remained) (flat|low|normal|constant)
  (is|was) valid(?= (for|till)|$)
  (reacted|responded) (within|at once|quickly|immediately)
`);

/** These clear what stands behind them. */
const CLEARS_BEHIND = phrases(`
  no ~1 (evidence|signs?|indications?|hints?|traces?|proof) (of|that|for)
  without (any )?(signs?|evidence|indications?) of
  (ruled|rule|ruling|could|can) (out|exclude)
  could rule out
  not ~1 (caused|triggered|due|related|because|the result|involving)
  unrelated to
  nothing ~1 (suggest*|points?|pointed|indicate*)
  (rather than|instead of (the|our|their|its)|independent of|independently of|regardless of)
  (not|neither) (the|an?|our|their|its|in|by|from)
  (unclear|uncertain|unknown|can not be said|can not tell|hard to say|not (sure|known|clear|certain)) ~1 (whether|if)
  (ended|stopped|worked again|disappeared) (when|once|after)
  (recover(s|ed|y)|fixed|mitigated|resolved|restored|repaired|remedied|solved|went away) ~2 (by|after|with|through|via|once)
  (and )?so (was|were|is|are|did)
`);

/** Words that deny what stands next to them. */
const DENIES = phrases(`
  (no|not|without|never|nobody|none|nothing)(?! (only|just|longer|enough|one))
`);
const DENIES_REST = phrases(`
  (neither|nor|none of)
`);
/** How many words such a word denies. */
const REACH = /^(?: [^ |]+){0,4}/;
/** Nothing is found across it. */
const BREAK = '|';

/** A clause without what it says had no part in the failure; `undefined` when nothing is left of it. */
export function withoutCleared(clause: string): string | undefined {
  if (CLEARS_ALL.test(clause)) return undefined;
  const behind = CLEARS_BEHIND.exec(clause);
  return behind ? clause.slice(0, behind.index).trimEnd() : clause;
}

/** A clause without what it says was not so, or not there. */
export function withoutDenied(clause: string): string {
  const all = DENIES_REST.exec(clause);
  let rest = all ? clause.slice(0, all.index) : clause;
  const kept: string[] = [];
  for (
    let denial = DENIES.exec(rest);
    denial !== null;
    denial = DENIES.exec(rest)
  ) {
    kept.push(rest.slice(0, denial.index), BREAK);
    const behind = rest.slice(denial.index + denial[0].length);
    rest = behind.slice(REACH.exec(behind)![0].length);
  }
  return [...kept, rest]
    .map(part => part.trim())
    .filter(part => part !== '')
    .join(' ');
}
