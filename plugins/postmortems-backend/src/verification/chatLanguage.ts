/**
 * What people's words in chat give away, in English. Everything that reads chat
 * takes its words from here.
 */

/** Words with which people state a cause. */
export const STATES_CAUSE =
  /\b(?:because(?: of)?|caused (?:by|it|this|the)|is causing|was causing|due to|(?:the )?(?:root )?cause (?:is|was)|the culprit (?:is|was)|turns out|turned out|traced (?:it |this )?(?:back )?to|as a result of|is to blame|broke (?:it|this)|git blame (?:shows|says|points to|gives)|(?:came (?:in )?with|(?:was |were )?(?:introduced|brought in) (?:by|in|with)))\b|\b(?:root cause|culprit)\s?[:=]/i;

/** Words that leave it open, ask, or say what others say. */
export const LEAVES_OPEN =
  /\?|\b(?:may(?! \d)|might|could|maybe|perhaps|possibly|probably|likely|unlikely|seems?|looks? like|appears?|apparently|think|guess|suspect|assume|believe|wonder|bet|if|whether|unless|would|should|hypothes\w+|theory|hunch|not sure|unsure|unclear|don'?t know|checking|investigating|rule[ds]? out|ruling out|no evidence|says?|said|claims?|according to|reports? that|heard)\b/i;

/** Words that deny that this is the cause. */
export const DENIES_CAUSE =
  /(?:\b(?:not|never)\b|n't\b)(?:\W+\w+){0,2}?\W+(?:because|caused|due|the (?:root )?cause|the culprit|to blame)\b|\b(?:cause|culprit) (?:is|was)(?:n't| not)\b/i;

/** "I restarted it because …" gives a reason for an act, not for the incident. */
export const REASON_OF_ACT =
  /^(?:(?:so|ok|okay|and|but|then|fyi)[, ]+)?(?:i|we|i'm|we're|i've|we've|i'll|we'll|let's|let me|please|can)\b[^]*\bbecause\b/i;

/** What takes back what was said before. */
export const WITHDRAWS =
  /\b(?:never ?mind|nvm|scratch that|ignore (?:that|me|my)|disregard|i was wrong|my mistake|false alarm|correction|i take (?:that|it) back|strike that|that'?s not it|that wasn'?t it|wasn'?t it|not it after all|red herring|unrelated after all)\b/i;

/** Words of somebody who supposes. What others say is no supposition of the writer. */
export const SUPPOSES =
  /\b(?:may(?! \d)|might|could|maybe|perhaps|possibly|probably|likely|seems?|looks? (?:like|as)|appears?|apparently|i think|guess|suspect(?:ed|s|ing)?|assum\w+|i believe|i bet|wonder|hunch|theory|hypothes\w+|plausible|doubt|not sure|unsure|unclear|idea:|candidates?:|as far as i (?:know|see|can))\b/i;

/** What would be, is wished for, planned or asked for is not what is. */
export const UNREAL =
  /\b(?:if|unless|would(?:n't)?|should|shall|will|let'?s|let us|let me|we'?ll|i'?ll|we will|i will|going to|gonna|need to|needs to|want to|plan(?:ned|s)? (?:is|for|to)|tomorrow|next (?:week|time|month|sprint)|please|can (?:we|you|i|some)|could (?:we|you|i|some)|wish|wants?|asks? for|imagine|hope|ought)\b|^(?:and )?then\b/i;

/** "so it is …", "that was …", "found it": what somebody concludes. */
export const CONCLUDES =
  /(?:^|[,;:.] |\b(?:and|but|ok|ah|oh|hm+|yes|right) )(?:so|hence|therefore|thus) (?:it|that|this|the|our|all|both|an? |v?\d+\.)|\bso (?:it|that|this)(?:'s| is| was)\b|\b(?:which|that|this) (?:explains|is why|was why)\b|\bthat(?:'s| is| was) (?:why|what)\b|\bexplains (?:it|why|the|everything)\b|\bfound (?:it|the (?:problem|issue|bug|reason|cause|culprit))\b|\bgot it:|\b(?:it|that)(?:'s| is| was) (?:really |actually |indeed )?(?:us|me|ours?|mine|my|our|the(?! same)) \b|\bthe (?:problem|issue|reason|bug|trigger|fault) (?:is|was)\b|\bcause\s*[=:]|\breason(?:\s*[=:]| is\b| was\b)|\bconfirmed\b|\bhere(?:'s| is) the (?:problem|bug|issue)\b|\bsmoking gun\b/i;

/** Two words that say: here it is. What it is follows. */
export const ANNOUNCES =
  /^(?:(?:ok|ah|yes|and|so|now),? )?(?:confirmed|found it|found the (?:cause|problem|bug)|got it|that(?:'s| is) it|root cause|it(?:'s| is| was) us)[.:!,]*$/i;
/** With which change it came. */
export const CAME_WITH =
  /\b(?:c[ao]mes? (?:with|in|from)|introduced (?:by|in|with)|brought in by|since (?:the )?(?:version|release|update|upgrade|rename|change|migration|move)|since v?\d+\.\d+|part of v?\d+\.\d+)\b/i;

/** How sure somebody is, as a number. */
export const ESTIMATES =
  /\b\d{1,3} ?%? ?(?:sure|certain)\b|\b\d{1,3} ?% (?:it(?:'s| is)|that|chance|the|likely|\w+,)|\b(?:my|our) (?:best )?(?:estimate|verdict|conclusion|reading)\b/i;

/** Somebody says that their own act did it. */
export const ADMITS =
  /\bmy (?:bad|fault|mistake|error|change|rename|commit|deploy\w*|config|script|job|migration|doing|typo|pr|pull request|merge|code|query|release|update|setting)\b|\b(?:was|is|were) (?:probably )?(?:me|mine|us|ours)\b|(?:^|\b(?:i|we) )(?:forgot|overlooked|missed|broke|mis\w+)\b|\bdid(?: not|n'?t) (?:know|think|realis|realiz|expect|notice)|\bnever (?:thought|knew|expected|realised|realized)\b/i;

/** What somebody says they did. */
export const OWN_ACT =
  /\bi (?:have |had |just )?(?:changed|renamed|moved|set|switched|raised|lowered|increased|reduced|deployed|merged|attached|disabled|enabled|removed|deleted|added|updated|upgraded|started|rolled|restarted|ran|applied|pushed)\b/i;

/** What was done, as people report it. */
export const DONE =
  /\b(?:rolled back|roll ?back (?:is )?(?:done|complete|finished)|reverted|restarted|scaled|switched|disabled|enabled|failed over|drained|purged|patched|deployed|merged|removed|cleared|raised|lowered|increased|changed|upgraded|updated|applied|installed|tuned|flushed|rebooted|turned (?:on|off)|is off now|is on now|is (?:\d\S*|out) now|replicas|update .{0,30}done)\b/i;

/** What is broken, missing, used up, out of date or other than it was. */
export const DEFECT =
  /\b(?:expired|(?:was|were|got|been|gets|is) (?:removed|dropped|deleted|disabled|renamed|changed|lowered|raised|reset|skipped|swapped|switched off|lost|overwritten)|only \d+ (?:of|out of) (?:the )?\d+|(?:has|have|had) (?:nobody|nothing|none|0|zero)\b|ran out|run out|runs out|out of (?:memory|disk|space|date|sync)|(?:is|are|was|were|got) (?:full|missing|stale|outdated|wrong|blocked|locked|stuck|overloaded|saturated|too (?:low|small|short|old|big|large|high))|missing|dropped|overrid\w+|overwr\w+|leak\w*|exhaust\w+|throttl\w+|deadlock\w*|collid\w+|collision|mismatch\w*|corrupt\w*|truncat\w+|never (?:\w+ed|in|on|had|shrinks?|clos\w+|cleans?|runs?|ran|been)|no longer|does(?: not|n'?t) (?:exist|match|know|have|allow|support|handle|answer)|(?:is|are|was|were)(?: not|n'?t) (?:reachable|in the|set|allowed|there|valid|renewed|migrated|included)|not reachable|can(?:not|'t) (?:resolve|reach|connect|open|read|write)|(?<!\b(?:i|we) )(?:has|have|had) no (?!errors?|issues?|problems?|incidents?|announcements?|impact|idea|clue|time|complaints?|alerts?)\w+|(?:reads?|reading|points?|pointing|pointed|uses?|using|used|runs?|running|sends?|sending|sent|writes?|writing) (?:\w+ ){0,3}(?:the )?(?:old|wrong|stale|same|previous|other|utc)|still (?:points?|uses?|reads?|runs?|had|has)|changed the|without (?:an?|any|the) |instead of|too (?:many|few|low|small|short)|twice|duplicate[sd]?|wait(?:s|ing) for|block(?:s|ed|ing)|at (?:its|the) (?:limit|max\w*)|new \w+ (?:key|format|name|group|version)|shares? the|max(?:imum)? per|limit per|clos\w+ (?:the|idle) connection)/i;

/** What links what is wrong to what came of it. */
export const LINKS =
  /\b(?:so (?:that|the|all|every|it|they|we|no)|since (?!then)|after (?:the|that|a)|as soon as|whenever|that is why|which|and then|therefore|means|led to|leads to|comes? (?:with|from)|came (?:with|from)|goes (?:around|through)|while|when)\b|→|=>|->/i;

/** That something is not the cause, or has nothing to do with it. */
export const RULES_OUT =
  /\bsame (?:version|build|image|release|config\w*) [^.?!]{0,40}\b(?:fine|ok|okay|works|healthy|without|no)\b|\bdoubt (?:it|that)\b|\b(?:is|was|are|were|touch(?:es|ed)|contain(?:s|ed)?|chang(?:es|ed)) (?:only|just) (?!(?:a|the) (?:matter|question|start|beginning)\b)|\b(?:is|was|are|were|for) (?!why\b|not\b|the\b)(?:[\w-]+ ){1,5}only\b|\bso no(?=[.!,]|$)|\b(?:that|it|this) was (?:finished|done|over|already|long before)\b|\bstart(?:ed|s) (?:\S+ ){0,4}before\b|\bbefore (?:my|the|our|that|this) (?:\w+ )?(?:change|deploy\w*|update|image|rollout|release|upgrade|migration|restart)\b|\b(?:so|then|it|that|this|these|they|which|therefore|hence)(?: is| was| are| were|'s)? (?:(?:is|was)n'?t|not) (?!(?:sure|clear|yet|only a|good|bad|nice|fun|easy|proven|true|certain|too|really|much|many|enough|possible|expected|a (?:problem|big)|the (?:first|best|only|right))\b)|^(?:so |ok |hm |and |then )*not (?!(?:sure|yet|now|right now|only|really|too|bad|again|my|good|much|that|a|available|here|there|many|with|if|when|for|until|before|able|possible|everyone|everybody|all|so|necessarily|in)\b)\S|\bnot (?:the|our|my|a|an|from|on) [^.,;?]{2,50}?(?:either|then|after all|side|fault|problem|issue|itself|question)\b|\b(?:un|not |ir)related\b|\bred herring\b|\boff the hook\b|\bnothing to do with\b|\b(?:is|are|was|were) innocent\b|\brul(?:ed|es|ing|e) (?:it |that |this |\S+ )?out\b|\b(?:can ?not|can'?t|could ?n[o']t|couldn'?t) (?:be|have been|come from|explain|stem from)\b|\bnot (?:to blame|the (?:cause|culprit|reason|problem|issue|trigger)|caused by|involved|affected by|responsible)\b|\bnothing (?:wrong|(?:odd|unusual|strange|suspicious) (?:with|on|in|at|there))\b|\bwas never (?:the|a)\b/i;

/** That a suspect looks as it should. */
export const LOOKS_RIGHT =
  /\b(?:fine|normal|green|healthy|clean|flat|unchanged|steady|ok|okay|(?:as|like) (?:usual|always|before|ever)|no (?:new|relevant|code|functional) \w+|same (?:version|build|config|release|image)|nothing (?:odd|wrong|unusual|there|in)|shows nothing|valid)\b/i;

/** That what was done made no difference. */
export const NO_EFFECT =
  /\bno (?:change|effect|difference|improvement|relief|luck|help)\b|\b(?:did|does|do)(?: not|n'?t) (?:help|change|fix|matter|make a difference|do anything)\b|\b(?:made|makes) no difference\b|\bin spite of\b|\bdespite\b|\bwithout (?:any )?effect\b|\bmade (?:it|them|things) worse\b|\bstill (?!looking|checking|investigating|waiting|working|digging|reading|trying)(?:\w+ing|the same|happening|there|broken|failing|fails?|down|slow|at|\d)\b|\bsame (?:errors?|again|level|picture|as before)\b|\bback (?:again )?(?:today|tonight|this morning)\b|\b(?:alerts?|errors?|failures?|oom|it) again\b/i;

/** That it works again. */
export const RECOVERS =
  /\bback to (?:normal|usual|baseline|green|where)|\bback (?:up|online|in business)\b|\b(?:is|are|site is|everything is|all) (?:back|up again)\b|\brecover(?:ed|ing|s)\b|\b(?:works?|working|succeed\w*|respond\w*|load\w*|fine|ok|okay|healthy|green|normal|stable|through|green) (?:again|now|for me|since)\b|\bno (?:new |more |further |other )?[\w-]+(?: [\w-]+){0,3} (?:since|after|any ?more|for (?:the last )?(?:\d+|an|a|two|three|four|five|six|ten|twenty))\b|\b(?:zero|0|none|no) [\w ]{0,25}(?:since|any ?more)\b|\b(?:going|coming|dropping|drops|went|came|is) (?:back )?down (?:again|quickly|fast|by itself|to)\b|\b(?:falls?|falling|drain(?:ed|ing|s)?|dropping|drying up)\b|\b(?:numbers?|graphs?|metrics|dashboards?|everything|all (?:probes|checks|pods|nodes|clear)|it|that|latency|errors?|queue|lag|traffic|we)(?: (?:all|both))? (?:is|are|look\w*|seems?|back)(?: \w+)? (?:good|fine|normal|green|ok|okay|healthy|stable|back|flat)\b|\b(\d+) of \1 (?:ready|up|healthy|done|green)\b|\b(?:is|are) (?:current|up to date|complete|caught up)\b|\bcaught up\b|\ball (?:probes )?(?:green|clear|good|healthy)\b|\b(?:stable|flat|quiet|clean|calm) (?:for|since|at|now|night|\w+ (?:night|day|morning))\b|\b\d+ (?:hours?|minutes?|min|h) (?:flat|stable|quiet|clean|green|without)\b|\bwithout (?:lag|errors?|alerts?|a kill|failures?|timeouts?)\b|\bdisk (?:is )?at \d|\b(?:gone|over)(?: again| now| by itself| since)\b|\bhas it\b|\bfixed (?:it|now|the)\b|\b(?:test|check) (?:order |call |payment |login )?(?:ok|passed|passes|works|successful)\b/i;

/** Somebody decides. */
export const DECIDES =
  /\bdecision(?::| is| was)|\b(?:i|we)(?:'ve| have)? decided?\b|\b(?:i|we)(?:'ll)? (?:go|went|are going|'re going|'m going) (?:for|with)\b|\bgo(?:ing)? (?:ahead )?with\b|\b(?:ok|okay|right|alright|agreed)[,.:]? (?:so )?(?:let'?s|let us|we|do it|roll|switch|revert|fail|stop|disable|turn|scale|restart)\b|\blet(?:'s| us) (?:roll|switch|revert|fail|stop|disable|turn|scale|restart|go|move|pause|freeze|wait|keep|drain|block)\b|\bwe (?:stay|keep|accept|switch|roll|stop|postpone|wait|leave) \b|\bgo ahead\b|^(?:ok(?:ay)?,? )?(?:roll (?:it )?back|revert|fail over|do it|try it)\b/i;

/** Somebody corrects a number or a fact. */
export const CORRECTS =
  /\bcorrect(?:ion|ed|ing)\b|\bcorrect (?:my|this|that|the)\w*\b|\bthat (?:counts?|includes?|counted|included)\b|\brefined\b|\brecount\w*|\bre-?counted\b|\bi was wrong\b|\bi (?:had )?(?:mis\w+|counted (?:the|also|twice)|double[- ]counted)\b|\b(?:was|were|is|are) wrong\b|\b(?:that|the|my|those|this|first|earlier|old|previous) (?:\d[\d.,]*|number|figure|count|estimate)s? (?:\w+ )?(?:was|were|is|are|included|includes|counted|counts|contained|contains|had)\b|\b\d[\d.,]* (?:included?|includes|counted|counts?|contained|contains?|were with)\b|\bwithout (?:those|these|the|them)\b[^.]{0,200}\b(?:it is|it'?s|is|are|=)\b|\bthe (?:official|right|real|final|correct|actual) (?:one|number|figure|count)\b|\bsorry,? (?:it|that|the|\d)|\bmake that \d|\bactually \d|\bnot \d|\bdown from my\b|\bupdate (?:on|to|of) (?:the|my|our) (?:number|count|figure)|\bupdated (?:number|count|figure)\b|\bsecond part is not right\b|\bfinal (?:number|count|figure)/i;

/** That nothing was wrong but the alarm. */
export const FALSE_ALARM =
  /\bfalse (?:alarm|alert|positive)\b|\b(?:alert|alarm|page|monitor|probe|check|dashboard|graph|panel|metric|query|mails?)s? (?:itself |themselves )?(?:was|were|is|are) (?:wrong|broken|bogus|a bug|misconfigured|lying|nonsense)\b|\b(?:dashboard|monitoring|probe|alert\w*|graph|display|reporting) (?:bug|glitch|artefact|artifact|error|problem only)\b|\bnothing (?:was|is|were|has been) (?:actually |really |ever )?(?:broken|wrong|down|affected|lost)\b|\b(?:was|were|is|are) never (?:really |actually )?(?:down|broken|affected|an outage|an incident|unavailable|expired)\b|\bnot (?:a real|an actual|an) (?:incident|outage|problem)\b|\bno (?:real |actual )?(?:incident|outage|impact)\b|\b(?:it|that|this|those)(?:'s| is| was| were)? (?:only |just |all )?(?:an? |the )?(?:test|load[- ]?test|drill|exercise|game ?day|chaos|synthetic|training|demo|pen ?test)(?: traffic| data| run| load| requests?| account| cluster)?\b(?! (?:ok|fail))|\bonly (?:a |the )?(?:monitoring|probes?|dashboards?|graph|test|staging|demo)\b[^?]*|\b(?:is|was|are|were) not (?:in |from )?prod(?:uction)?\b/i;

/** That nobody was affected, which a false alarm comes with. */
export const NOBODY_AFFECTED =
  /\b(?:no|zero|0|none of the|not a single) (?:customers?|users?|clients?|players?|tenants?|orders?|requests?|data|one|body)?\s?(?:\w+ )?(?:was |were |is |are |got |has been |have been )?(?:affected|impacted|lost|complain\w*|noticed|touched)\b|\bno (?:customer |user )?(?:impact|complaints?|tickets?)\b|\bnobody (?:was affected|complained|told)\b|\bno user told\b/i;

/** That nobody knows or has looked. */
export const UNKNOWN =
  /\b(?:not|never|nobody|no one|no-one|hasn'?t|haven'?t|has not|have not)(?: (?:has|have|yet|been|ever|really|actually))* (?:checked|verified|tested|tried|looked|investigated|confirmed|proven|measured|reproduced|know|knows|understood|found out|clear)\b|\b(?:did|could)(?: not|n'?t) (?:check|verify|test|look (?:at|into)|measure|reproduce|find out|confirm)\b|\b(?:no idea|no clue|don'?t know|do not know|doesn'?t know|will not know|won'?t know|can(?:not|'t) (?:tell|say|know)|unclear|unknown|unexplained|remains? open|still open|mystery)\b|\bopen question\b/i;

/** The ways in which people ask for what nobody has looked at. */
export const ASKS_UNKNOWN =
  /(?:^|[,;:("] ?|\b(?:and|but|so|or|also|then) )(?:(?:did|has|have|does|do|was|were|is|are|will)\s+[\w-]+|what about|how (?:many|much|long|often)|whether|which|why|since when|any (?:idea|chance))\b/i;

/** Nothing is wrong that nobody watches: why it was not seen is not why it broke. */
export const ABOUT_DETECTION =
  /\b(?:alert|alarm|alerting|monitor|monitoring|dashboard|runbook|postmortem|paged?|notif\w+)s?\b/i;

/** What people ask of each other while they work, and what is not about the incident. */
export const ASKS_HELP =
  /\b(?:can|could|would|will|should|shall|may) (?:you|we|i|some(?:one|body)|any(?:one|body)|he|she|they|\w+ please)\b|\b(?:please|link|do you|do we have|any news|who (?:is|has|can|wants|owns|takes|else)|where (?:is|are|do|can)|which (?:call|room|channel|ticket|dashboard|one|doc)|(?:any|some)(?:one|body) (?:for|here|up|else|want|with|can|available|around)|rolling back|roll back|go back|try|lunch|coffee|standup|retro|meeting|room|call|desk|office|holiday|vacation|anything i can|need (?:me|help|anything)|want me|ready|join\w*|repeat|review|approv\w+|meet|planning|poll|sprint)\b/i;

/** Somebody agrees with what was just said. */
export const AGREES =
  /^(?:yes|yep|yeah|right|correct|true|exactly|agreed|indeed|confirmed|ouch|ah|oh|oof|argh|damn|good (?:find|catch|spot)|nice (?:find|catch)|that'?s it|makes sense|bingo|\+1)\b|\bis right\b|\b(?:good|great|nice) (?:find|catch|spot)\b|\bthat explains\b|\bfits\b|\bconfirmed\b|\bmatches\b|\byou(?:'re| are) right\b/i;

/** Somebody says that what was just written is the answer. */
export const PRAISES =
  /\b(?:good|nice|great|excellent) (?:find|catch|spot)\b|\bthat (?:fits|explains|matches|must be it|would explain|is it)\b|\bthat'?s it\b|\bbingo\b|\bfits (?:perfectly|exactly)\b|\bmakes sense\b|\bexplains (?:it|everything|a lot)\b/i;

/** What happens again without being wrong. */
export const AGAIN =
  /\b(?:is|are|has|have|can|we|users?|customers?|people|they|it|all)\b[^.?!]{1,40}\bagain\b/i;
export const WRONG =
  /\b(?:fail\w*|errors?|alerts?|paged?|down|slow\w*|broken|happen\w*|crash\w*|oom|kill\w*|lag\w*|same|worse|full|stuck|time(?:d )?outs?|try\w*|check\w*|look\w*|restart\w*|deploy\w*|roll\w*|grow\w*|see(?:ing)? it|here we|no)\b/i;

/** Somebody contradicts what was just said. */
export const DISAGREES =
  /^(?:(?:hm+|well|uh|sorry|oh|er+),? ?)*(?:no|nope|nah|wrong|not (?:really|quite|proven|true|right|so)|that(?:'s| is) (?:not|wrong)|but)\b|\bis (?:not right|wrong)\b|\bnot (?:right|true|proven|convinced)\b|\bdoes not (?:fit|explain)\b|\bor a coincidence\b/i;

/** Somebody leads, owns or repairs. */
export const LEADS =
  /\b(?:i(?:'m| am)? (?:the )?(?:incident (?:commander|lead|owner)|ic)|i (?:take|own|lead|coordinate)|taking (?:ic|over|the lead|command)|has the lead|takes? (?:the lead|over)|incident owner)\b/i;

/** A number of things in the plural, before or after their name. */
export const FIGURE_OF_THINGS =
  /(?<![\w.:-])\d[\d.,]*\s?(?:%|k|m|million|thousand|percent)?(?: of(?: the| all)?)?(?: (?!minutes|hours|seconds|days|weeks|months|years)[\p{L}-]+){0,2}? (?:people|[\p{L}-]{2,}[a-rt-z]s)\b|\b(?:people|[\p{L}-]{2,}[a-rt-z]s)(?: [\p{L}-]+){0,2}?(?: (?:is|are|was|were|at)|:| =) (?:about |around |now )?\d/iu;
/** Things that machines have. */
export const OF_MACHINES =
  /^(?:this|has|was|does|its|minutes?|mins|hours?|hrs|seconds?|secs|days|weeks|months|years|times|pods|nodes|replicas|consumers|partitions|instances|connections|threads|cores|cpus|retries|versions|percent|bytes|alerts|errors|lines|steps|zones|regions|hosts|servers|disks|commits|prs|tests|shards|workers|queues|caches|containers|clusters|services|jobs|packets|sockets|columns|rows|tables|dumps|logs|callers|headers|limits|ports|ips|peers|brokers|topics|groups|vms|rooms|slots|options|things)$/i;

/** What harms them. */
export const HARM =
  /\b(?:fail\w*|los[tes]\w*|missed|missing|not (?!yet)|reject\w*|affected|impact\w*|down|dropp\w*|errors?|complain\w*|refund\w*|revenue|without|doubl\w+|duplicat\w+|late|delay\w*|wrong(?:ly)?|broken|unable|could(?: not|n'?t)|cannot|can'?t|timed out|abandon\w*|cancel\w*|declin\w*|corrupt\w*|exposed|leaked|stuck|waiting|open|twice|overcharg\w*|undeliver\w*|revers\w+|credits?|damage|in total|kept out)\b/i;

/** What people see. */
export const FINDING =
  /\b(?:found|root cause|because|caused|due to|looks like|turns out|confirmed|seeing|spik\w+|dropp\w+|failing|fails|timeouts?|timed out|recover\w+|back to normal|healthy|resolved|fixed|mitigat\w+|corrupt\w*|exhausted|full|leak\w*)\b/i;
/** What people do. */
export const ACTION =
  /\b(?:roll(?:ing|ed)? ?back|rollback|revert\w*|restart\w*|scal(?:e|ed|ing)|deploy\w*|disabl\w+|enabl\w+|fail(?:ed|ing)? ?over|failover|drain\w*|purg\w+|hotfix|patch\w*|merged|switched|turned (?:on|off)|restor\w+|clear(?:ed|ing))\b/i;
/** That something is to be done. */
export const DECISION =
  /\b(?:decid\w+|decision|let'?s|we will|we'll|going to|plan is|go ahead|approved)\b/i;
/** Somebody hands their part over. */
export const HAND_OVER =
  /\b(?:hand(?:ing|ed)? ?(?:this |it )?over|handover|handoff|handing off|taking over|incident commander|i'?m ic|signing off|logging off)\b/i;
/** Somebody calls for more people, or tells others. */
export const ESCALATION =
  /\b(?:escalat\w+|paged|paging|sev ?-?[1-5]|severity|declar\w+|status ?page|customers?)\b/i;

/** With the apostrophes and letters that the patterns above know. */
export function plain(text: string): string {
  return text.normalize('NFKC').replace(/[’‘]/g, "'");
}

/** What guards a service, or helps those who operate it. */
const GUARDS =
  'alert(?:s|ing)?|alarms?|monitoring|monitors?|metrics?|probes?|health ?checks?|runbooks?|playbooks?|docs|documentation|limits?|quotas?|time-?outs?|back-?off|circuit breakers?|rate limit(?:s|ing)?|tests?|checks?|validation|reviews?|approval|canary|staging|check ?lists?|owners?|on-?call|backups?|fall-?backs?|redundancy|rehearsals?';

/** That something was not there which would have kept it small: an alert, a limit, a test, a review. */
export const LACKS_GUARD = new RegExp(
  [
    `\\b(?:no|without(?: an?| any)?|never (?:had|an?)|(?:had|have|has|did|does|do)(?:n't| not) (?:have )?(?:an?|any)|lack(?:s|ed|ing)?(?: an?| any)?|miss(?:ing|es|ed)(?: an?| the)?) (?:[\\w-]+ ){0,2}?(?:${GUARDS}) (?:for(?! (?:\\d|an?\\b|the (?:last|past|whole|moment)|now|once|ever|some|(?:two|three|four|five|six|ten|many|several) |hours|days))|on|of|that|which|below|above|at all|in place|there|when|only|either)\\b`,
    `\\b(?:there (?:is|was|are|were)|we (?:have|had)|(?:has|have|had)|is|was) (?:no|without(?: an?| any)?) (?:[\\w-]+ ){0,2}?(?:${GUARDS})(?=[.,;!]|$| only\\b)`,
    `\\b(?:${GUARDS})(?:,? [\\w-]+){0,6}?,? (?:(?:is|was|were|are) (?:missing|never (?:\\w+)|outdated|out of date|too (?:low|high|late|short|long|slow)|not (?:there|set|in place|carried over|tested|documented|owned))|(?:did(?:n't| not) get|not|never) (?:carried|migrated|moved|taken) over|only (?:goes|go|went|fires?|fired|pages?) (?:off )?(?:at|above|after|when)|(?:is|was) from (?:19|20)\\d\\d)\\b`,
    `\\bdefault (?:limit|time-?out|quota|size|ttl)s?\\b`,
  ].join('|'),
  'i',
);

/** That a guard was there and switched off. */
export const GUARD_OFF = new RegExp(
  `\\b(?:${GUARDS}|auto\\w+|safety|guards?|verification|replication|failover)[\\w-]*(?: [\\w-]+){0,3}?\\s?(?:=|\\b(?:is|was|were|are|had been|got|been)\\b)\\s?(?:still )?(?:switched |turned )?(?:off|disabled|muted|silenced|skipped|bypassed|commented out)\\b`,
  'i',
);

/** That people did not see or look at what they could have. */
export const NOBODY_SAW =
  /\bno(?:body|[ -]one)\b(?: [\w-]+){0,2}? (?:review(?:ed|s)|reads?|noticed|paged|approved|owns|owned|saw|monitors?|watch(?:es|ed)|renewed|rehearsed|tests? (?:it|that|this)|was told|knew|is on call)\b/i;

/** That callers made it worse by trying again. */
export const RETRIES =
  /\bretr(?:y|ies|ied|ying)\b[^.!?]{0,200}\b(?:never safe|not safe|unsafe|idempot\w+|storm|back-?off|amplif\w+|worse|without|on (?:a |every |any )?(?:5\d\d|time-?outs?|errors?))\b|\b(?:without|no) (?:back-?off|jitter)\b/i;

/** What follows from an incident, by the mark that people put before it. */
export const LESSON = /\blessons?(?: learn(?:ed|t))?\s*[:=-]\s*\S/i;
