import { phrases } from './list';

/*
 * Phrases by the kind of blame, in lower case, one a line; `a|b` and `(…)?` as in regular expressions. `ALWAYS` needs no person in the
 * sentence. `ABOUT` blames only beside a person. What follows a person directly is in `predicates.ts`.
 */

/** Verbs for the care that people take, in the infinitive, past and participle. */
export const DILIGENCE =
  'check|double-check|test|verify|review|read|notice|look|think|realise|realize|consider|validate|communicate|tell|inform|warn|ask|escalate|document|remember|follow|listen|consult|investigate|question|anticipate|foresee|plan|learn|coordinate|confirm|inspect|watch|monitor|rehearse|practise|practice|prepare|heed|raise|flag|catch|spot|understand|study|pay|update|mention|announce|wait|stop|see|care|take|know|scope|pin|keep|make';
export const DILIGENCE_PAST =
  'checked|double-checked|tested|verified|reviewed|read|noticed|looked|thought|realised|realized|considered|validated|communicated|told|informed|warned|asked|escalated|documented|remembered|followed|listened|consulted|investigated|questioned|anticipated|foreseen|planned|learned|learnt|coordinated|confirmed|inspected|watched|monitored|rehearsed|practised|practiced|prepared|heeded|raised|flagged|caught|spotted|understood|studied|paid|bothered|cared|mentioned|announced|known|seen|proofread|avoided|prevented|thought of|discussed|objected';

export const ALWAYS = {
  negligence: phrases(`
    (was|been|just|too|plain) lazy|lazy (copy|reuse|shortcut|habit|choice|decision|fix|approach|way|engineering|attitude)|laxity|lax (attitude|approach|discipline)|lackadaisical|undisciplined|shirked|abdicated|gross negligence|grossly|blatant|blatantly|flagrant|flagrantly|egregious
    (no one|nobody|no-one|none of (us|them|the \\S+)) (\\S+ )?(had the (patience|time|courage|decency|sense|foresight|discipline|presence of mind)|saw|ran|spoke|stepped|did|tried|wrote|updated|kept|set|knew|dared|cross-checked|proofread|prepared|planned|rehearsed|practised|practiced|volunteered|wondered|responded|reacted|answered|fixed|replaced|renewed|made sure|informed|told|warned|cleaned|maintained|documented|challenged|objected)
    left (undone|unchecked|unattended|unanswered|unread|half-done|half-finished|to rot|to chance|lying around)
    (proper|due|enough|sufficient|adequate|reasonable|basic) (care|attention|thought|consideration|diligence|effort|caution|checks?) (was|were) (not|never) (taken|paid|given|exercised|made|done|performed|spent)
    (taken|took|take) (\\S+ )?for granted|on autopilot|went rogue|fast and loose|eyes (closed|shut)|nodded through|over the (wall|fence)|back to sleep|out of bed|(speed|convenience|comfort|features?) over (safety|quality|correctness|care|stability)|change management (process )?was (circumvented|bypassed|ignored|skipped)
    careless|carelessly|carelessness|negligent|negligently|negligence|neglectful|inattention|inattentive|inattentiveness
    sloppy|sloppily|sloppiness|slapdash|slipshod|half-hearted|half-heartedly|complacency|complacent|laziness|lazily (written|copied|reused|skipped)
    reckless|recklessly|recklessness|irresponsible|irresponsibly|thoughtless|thoughtlessly|thoughtlessness
    (in|out of|by) an? (act|fit|moment) of (laziness|carelessness|inattention|anger|panic|haste)
    (due )?diligence was (not|never)
    (no|little|insufficient|not enough|scant|too little) (thought|care|attention|effort|diligence|consideration) (was|were|had been|has been|went|is)
    (no one|nobody|none of us|no-one) (ever )?(thought|bothered|cared|took the trouble|took the time|felt like|wanted to|could be bothered|checked|tested|looked|verified|read|reviewed|asked|remembered|noticed|questioned|stopped to|paid|listened|double-checked|followed|considered|realised|realized|validated|spoke up|understood|raised|even)
    (cut|cutting|cuts) corners|corners were cut|corner-cutting
    (dropped|dropping|drop) the ball|asleep at the wheel|asleep on the job|asleep at the switch|turned a blind eye|eye off the ball
    (was|were|had been|been|got|simply|then|and) (overlooked|forgotten|neglected)( about)?
    rubber-stamp|rubber-stamped|rubber-stamping|rubber stamped|rubber stamp
    lack of (care|attention|diligence|discipline|rigour|rigor|effort|thought|due diligence|professionalism|responsibility|common sense|foresight|seriousness|interest)
    (warnings?|advice|concerns?|requests?|instructions?|procedures?|runbook|checklist|policy|guidelines?|protocol|best practices?|freeze|emails?|reminders?) (was|were|had been) (simply |just |blatantly |repeatedly |wilfully |again )?(ignored|disregarded|dismissed|brushed aside|not followed|brushed off)
    (was|were) (simply |just )?(not|never) (bothered|taken seriously)
    did not bother|didn't bother|not bothering|never bothered|without bothering|not even bothered|bothered to
    could not be bothered|couldn't be bothered|can't be bothered|taking the trouble|took the trouble|take the trouble
    missed (in|during) (the )?(code )?review
    slipped (past|through|by) (the )?(code )?(reviewers?|review|team|everyone)
    failed in (his|her|their|its) (duty|duties|responsibility)
    negligen\\w+|dereliction
    act of (laziness|negligence|carelessness|sabotage)
    (oversight) (by|of|on the part of)|through (an|sheer|pure|simple) oversight|an? (simple |plain |careless |silly |stupid |embarrassing |unfortunate )?oversight
  `),
  intent: phrases(`
    sabotage|sabotaged|maliciously|malicious intent|in bad faith|out of spite|wilful|willful|wilfully|willfully
    against (better|all) (judgement|judgment|advice)|knowing full well|knew full well|with full knowledge
    rather than (admit|bother|ask|wait for approval|do(ing)? it properly)
    (cover|covered|covering) (it |this |that )?up (the|his|her|their|that)
    for (his|her|their) own (convenience|gain|benefit)|behind (the|our|everyone's) backs?
  `),
  mental_state: phrases(`
    did not care|didn't care|does not care|doesn't care|nobody cares|couldn't care|cared more (about|for)|could not care less
    half asleep|half-asleep|hungover|hung over|daydreaming|asleep|absent-minded|absent-mindedly|absentminded
    overconfident|overconfidence|arrogan\\w+|hubris|stubbornness|stubbornly refused|impatience|wishful thinking
    (mind|thoughts|head) (was|were) (on|elsewhere|somewhere)|lapse (of|in) (attention|concentration|judgement|judgment|memory)|moment of (inattention|weakness|panic)|momentary lapse
    wrongly (assumed|believed|thought|concluded|presumed|convinced)|falsely (assumed|believed|thought)|mistakenly (assumed|believed|thought)|incorrectly (assumed|believed|thought)|blindly (trusted|assumed|copied|followed|copy|trusting|copying|accepted|approved|believed)
    under the (mistaken |false |wrong )?(impression|illusion|delusion)
    lost (his|her|their) (nerve|head|temper|patience|cool)|in a (panic|hurry to|rush to)|out of (boredom|frustration|habit|ignorance|fear|pride|impatience)
    could not be trusted|felt like (it|verifying|testing|checking|doing|reading|writing)
  `),
  competence: phrases(`
    incompeten\\w+|inept|ineptitude|clueless|unqualified|amateur|amateurs|amateurish|amateurishly|rookie|newbie|noob|stupid|stupidly|stupidity|idiot|idiots|idiotic|foolish|foolishly|foolishness|ignorance|ignoramus|dilettante
    (poor|bad|questionable|terrible|flawed|lousy) (judgement|judgment|decision-making|decision making|workmanship|craftsmanship)|error (of|in) (judgement|judgment)|lapse of (judgement|judgment)
    out of (his|her|their) depth|over (his|her|their) head|in over (his|her|their)|not up to (the|it|this)
    (any|every|no|an|a|even a|even an) (reasonably |half |half-|moderately |remotely |minimally |at all )?(competent|decent|half-decent|self-respecting|half-competent|sane|capable|reasonable|professional|responsible|qualified|trained|attentive) (engineer|developer|team|review|reviewer|operator|admin|administrator|person|dba|sre|programmer|professional|on-call|vendor|manager)
    competent (engineer|developer|team|review|reviewer|operator|admin|administrator|person|dba|sre|programmer|professional|on-call)
    common sense|basic (knowledge|understanding|competence|skills|grasp|care|hygiene by)|(no|little|limited|lacked|lacks|lacking|lack of|without) (any |the |a )?(clue|idea what|competence|skills?|aptitude|grasp|expertise|experience|real experience|practical experience|understanding of)
    (anyone|anybody|everyone|everybody) (who (has|had|knows|can|could|understands|ever|reads|is|was)|with (any|basic|half|even|eyes|common|some)|knows|would (know|have)|could have|should (know|have))
    should know better|should have known better|ought to know better|knows? better|does not know what|did not know what (he|she|they) (was|were)|has no idea|had no idea|have no idea|had no clue
    (junior|inexperienced|untrained|green|unskilled|careless) (engineer|developer|admin|administrator|operator|colleague|dba|sre|on-call|employee|member|analyst|hire|contractor|person|dev|team|tester|consultant)s?
    novices?|beginner's|never (learned|learnt|understood|mastered|grasped) (how|the|what|that|to)
    (is|was|were|are) incapable of|should not have been (allowed|trusted|left|given|let)|had no business|no business (touching|running|doing|being)|have been left alone|cannot be trusted|can't be trusted
    (weeks|days|months) (in|into) (the|his|her|their) (job|role)|only (five|two|three|four|six|a few|one|eight|ten) (weeks|days|months)
  `),
  counterfactual: phrases(`
    (should|could|ought to|might|must) (easily |really |obviously |clearly |certainly |definitely |never )*(not )?have (easily |really |obviously |clearly |surely |never |long )*been (${DILIGENCE_PAST}|obvious|clear to|apparent to|more careful|careful|avoidable|preventable)
    (should|could|would|ought) (easily |really |obviously |simply )have (${DILIGENCE_PAST})
    should never have (been )?(${DILIGENCE_PAST}|happened|merged|deployed|approved|touched|run|shipped|made|gone|left|allowed|pushed|enabled|signed)
    (would|could|might) (easily |well |all |never )*have been (easily |entirely |completely |trivially )?(avoided|prevented|averted|spotted|caught)
    (easily|entirely|completely|perfectly|totally|wholly) (avoidable|preventable|avoided|prevented)
    (simple|quick|basic|cursory|moment's|minute's|five-minute|two-minute|ten-minute|one-minute|little|brief|careful|proper|single|minute of|second) (\\S+ ){0,6}?(would|could) (\\S+ )?have
    (would|could) have (taken|cost|needed) (\\S+ ){0,3}?(seconds?|minutes?|moments?)
    if only|had (anyone|anybody|someone|somebody|they|he|she|we|i) (\\S+ ){0,3}?(been|${DILIGENCE_PAST}|taken|done|run|had|kept|used|given)
    if (anyone|anybody|someone|somebody|he|she|they|we) had|need not have happened|needn't have
    (he|she|they|we|i|nobody|someone|somebody|anyone|everyone|no-one|no one) (should|could|ought|must|might|would)( to|n't| not)? (\\S+ )?have
    (was|were) supposed to have (${DILIGENCE_PAST})|it was (his|her|their) (job|duty|responsibility) to
    why (did|didn't) (nobody|no one|anyone|he|she|they|we|the (engineer|developer|team|on-call|reviewer))
  `),
  human_error: phrases(`
    (human|operator|pilot|manual|clerical|driver|personnel|staff|admin|engineer|developer|operator's|engineer's|developer's) (errors?|mistakes?|failings?|slips?|blunders?|slip-up)
    user (error|errors|mistake)( |$)(?!rates?|budget|messages?|codes?|pages?|counts?|logs?|metrics?|reports?|ratios?|responses?)
    by mistake|fat-finger|fat-fingers|fat-fingered|fat-fingering|fat fingered|fat finger|fingered|pebkac|layer 8|pebcak
    (mistake|error|slip|blunder|oversight|misstep)s? (was |were )?(made )?(by|of|on the part of) (the |an? |our |one of )?(\\S+ ){0,3}?(engineers?|developers?|on-call|operators?|teams?|admins?|administrators?|reviewers?|colleagues?|contractors?|vendors?|dbas?|sres?|person|staff|intern|manager|commander|crew|technician)
    (his|her|their|my|our) own error|(his|her|their|my|our) (own )?(mistake|slip|oversight|blunder|fault|carelessness)
    (honest|silly|careless|elementary|basic|trivial|avoidable|unforced|beginner|stupid|dumb|simple human|classic|rookie|amateur|embarrassing|schoolboy|costly) (mistake|error|slip|blunder)
    (slip|slipped) of (the|a) (finger|hand|keyboard|mouse|pen)|butterfingers|finger trouble|keyboard error
    (was|were|been|got|being) (accidentally|inadvertently|unintentionally) \\S+
    someone's (mistake|error|slip)|(blunder|blunders|blundered|botched|bungled|screw-up|screwed up|messed up|goofed|cock-up|snafu)
    (pressed|typed|clicked|pasted|hit|pushed|keyed) the wrong
    (mistake|error) (made|committed) (by|when|during|while)|mistakes were made|a mistake was made
  `),
  blaming_verb: phrases(`
    blame|blamed|blames|blaming|to blame|at fault|(is|was|were|are) guilty|guilty of|culpable|culprits?( was| were| is)? (the |our |an? )?(engineer|developer|team|on-call|reviewer|intern|vendor)
    (the|a|entirely|solely|largely|purely) (\\S+ )?fault of|own fault|(engineer|developer|team|on-call|reviewer|vendor|admin|operator|contractor)'s fault|(his|her|their|nobody's|somebody's|someone's) fault
    (bears?|bore|solely|sole|fully|clearly|entirely|personally) (the )?(responsibility|responsible)( for)?|unforgivabl[ey]|inexcusabl[ey]|unacceptabl[ey]|disgrace|disgraceful|embarrassing(ly)?|shameful|disappointing(ly)?|unprofessional(ly|ism)?|let (us|everyone|the team|the company|customers) down
  `),
  sarcasm: phrases(`
    hard to (believe|understand|fathom|explain) (that|why|how)|beggars belief|inconceivable|incomprehensible|inexplicabl[ey]|astonishing(ly)?|baffling(ly)?|one (wonders|would (think|expect|hope))|you would (think|hope)|you'd (think|hope)|for reasons known only|for reasons best known|of all (people|times)|would be ashamed|ashamed
    in (his|her|their|its|our) (\\S+ )?wisdom|whoever (\\S+ )?(wrote|configured|deployed|did|set|designed|built|approved|merged|touched|made|thought|decided|came|left|signed|was)|brilliant(ly)?|genius|geniuses|stroke of|bright idea|great idea|clever idea|bravo|hats off|kudos|congratulations|well done|masterclass|master class|masterpiece|slow clap|rockstars?|ninjas?
    (our|the|your) (dear |good |beloved |esteemed |wonderful |lovely )?friends (in|at|from|over)|(our|the) (dear|beloved|esteemed|illustrious|wonderful|fearless|heroic) (\\S+ )?(colleagues?|team|engineers?|developers?|vendor|leaders?|management|manager|architects?|heroes|hero)
    what could (possibly )?(go|have gone) wrong|surprise ,? ?surprise|lo and behold|who needs|because why|why bother|because who|as is (their|his|her|our) custom|without telling a soul|as one does|needless to say|of course nobody|of course no one
    as (usual|always|ever) , ?(the|our|\\S+ (team|engineers|developers|management))|(once|yet) again (rotated|ignored|forgot|broke|deployed|pushed|merged|skipped|failed to)
    (thoughtfully|generously|graciously|kindly|helpfully|heroically|bravely|courageously|wisely|conveniently) (decided|left|removed|deleted|pushed|chose|merged|shipped|deployed|forgot|turned|disabled|rebooted|gave|gifted|renamed|ran|ignored|skipped|scheduled|took|dropped|switched|changed|rotated|restarted|omitted|kept)
    (decided|thought|felt|deemed|found) (it )?(was |would be |to be )?(a )?(good|great|wonderful|brilliant|fine|perfect|excellent|fun) (idea|moment|time|day)|so-called (expert|experts|engineer|engineers|review|team)|(so much for)|predictably ,? ?(nobody|no one|the team|the engineer)
    testing (is|was|being) (apparently|clearly|evidently|obviously)|(apparently|evidently|clearly|obviously) (testing|reading|nobody|no one|tests are|documentation is|reviews are|too (hard|busy|much|difficult)|someone|somebody|beneath|optional|considered|thought|believes?)|too (busy|important|clever|lazy|proud|cool) (\\S+ )?to|good luck|heaven forbid|god forbid|rocket science|hero of the (hour|day)|treated (us|everyone|production|customers)|gifted (us|everyone)|with flying colours|trusty|usual suspects
  `),
  role_blame: phrases(`
    (left|left behind|caused|introduced|broken|triggered|brought down|taken down|ruined|wrecked|missed|overlooked|forgotten|ignored|neglected|misconfigured|misread|misunderstood|mishandled|botched|skipped|dismissed) (entirely |solely |purely |directly |repeatedly |again )?by (the |an? |our |one of |some )?(\\S+ ){0,2}?(engineers?|developers?|on-call|teams?|admins?|administrators?|reviewers?|colleagues?|contractors?|vendors?|dbas?|sres?|person|staff|interns?|managers?|management|crew|technicians?|commander|employees?|author|testers?|qa|everyone|someone|somebody)
    (because|thanks to|due to|owing to|on account of) (of )?(the |an? |our |one of |some )?(\\S+ ){0,2}?(engineers?|developers?|teams?|admins?|administrators?|reviewers?|colleagues?|contractors?|vendors?|dbas?|sres?|interns?|managers?|management|technicians?|commander)('s|s')? (insistence|refusal|unwillingness|reluctance|obsession|failure|inability|mistake|error|decision|negligence|neglect|lack|haste|impatience|habit|inaction|ego|stubbornness|ignorance|indifference|poor|bad|sloppy|choice|incompetence|blunder|laziness|carelessness|wrong)
    (\\S+'s|\\S+s'|his|her|their|management|team) (insistence|refusal|unwillingness|reluctance|obsession|stubbornness|inaction|indifference|negligence|neglect|haste|impatience|ego|laziness|incompetence|carelessness|inability|fault|blunder|ignorance|disregard|arrogance|disinterest|bad habit|failure to)
    (refusal|unwillingness|failure|inability|reluctance) (of|by|on the part of) (the |our |an? )?(\\S+ ){0,2}?(engineers?|developers?|on-call|teams?|admins?|reviewers?|vendors?|management|managers?|staff|dbas?|operators?)
    failure to (${DILIGENCE}|adhere|act|respond|intervene|recognise|recognize)\\b
    (engineer|developer|team|on-call|operator|reviewer|vendor|management|admin) (negligence|incompetence|ignorance|laziness|misconduct|carelessness|failure|indifference|inaction)
    (somebody|someone) (had |has |must have )?(left|deleted|changed|pushed|disabled|removed|turned|unplugged|edited|switched|pulled|dropped|overwrote|overwritten|touched|merged|deployed|ran|run|thought|decided|copied|hardcoded|committed|put|set|added)
    (rogue|cowboy|lone wolf|lone) (\\S+ )?(engineer|developer|admin|operator|deploy|change|coding)s?|single-handedly|cowboys?
  `),
} as const;

/** Innocent beside a system, blame beside a person. */
export const ABOUT = {
  intent: phrases(`
    deliberately|on purpose|intentionally|purposely|purposefully|knowingly|consciously|chose to (ignore|skip|bypass|disregard|push|deploy|disable|leave|not)|decided (not to|to (ignore|skip|bypass|disregard|gamble|just))|opted (not to|to (skip|ignore|bypass))|willingly|bypassed the|circumvented
    unrealistic|pressured|pressuring|(chose|valued|prioriti[sz]ed|put|placed|favoured|favored) (\\S+ ){1,5}?(over|before|above|ahead of)|took liberties|by (his|her|their) own admission|admitted|confessed|excuse|excuses
    wanted (the|to|it|a|his|her|their)|in order to (look|impress|avoid work|save (himself|herself|themselves))|to (save|spare) (himself|herself|themselves)|to impress|to show off|insisted on|refused to|refusing to|unwilling to|pretended|lied|hid the|concealed|sneaked|snuck|slipped in|gambled|took a gamble
  `),
  negligence: phrases(`
    without (even |ever |first |properly |really )*(anyone |anybody |(the |an? )?\\S+ )?(checking|testing|reading|thinking|telling|asking|looking|consulting|understanding|considering|verifying|reviewing|informing|announcing|warning|paying|a second (thought|look)|a word|so much as)
    by accident|forgot|forgets|forgotten|forgetting|neglected|neglects|overlooked|overlooking|disregarded|skimmed|glossed over|brushed (off|aside)|shrugged (off|it)?|rushed|rushing|hasty|hastily|hurriedly|in haste|in a hurry|winged it|yolo|shortcut|shortcuts|coasting|slacked|slacking|slack|procrastinat\\w+|lazy|casual(ly)?|cavalier|nonchalant(ly)?|quietly (pushed|merged|disabled|removed|deployed|skipped)|carefree|put off|could have been more|sat on (the|it|this)|left it (to|for|at)|walked away|went home|went to lunch|paid (no|little|scant) (attention|heed)|skipped|skipping|ticked|waved (\\S+ ){0,3}?through|looked the other way|slept through|dragged (his|her|their) feet|took too long to|clicked through|copy-pasted|copied and pasted|pasted the wrong|typed the wrong|ran the wrong|wrong (window|terminal|command|button|tab|cluster name)
  `),
  mental_state: phrases(`
    panicked|panicking|blind|froze|too quick|quick to|hesitat\\w+|lulled|nerves|temper|ego|carried away|attitude|distracted|distraction|tired|exhausted|fatigued|sleepy|stressed|bored|boredom|confused|impatient|impatiently|stubborn|stubbornly|lost track|lost focus|too (tired|busy|lazy|eager|confident|trusting|focused|proud|afraid|sure|hasty|optimistic|stressed|distracted)|not paying attention|was not thinking|wasn't thinking|half (a mind|an eye)|mind elsewhere|preoccupied|oblivious|unaware|convinced (himself|herself|themselves|that)|overly|naive|naively|gut feeling|on a hunch|jumped to|tunnel vision|fixated|fixation|more interested in|eager|indifferent|indifference|apathy|apathetic|afraid (to|of)|nervous|frustrated|irritated|annoyed|blindly|confidently|cheerfully|happily|merrily|blithely|assumed|assuming|presumed|believed|misled by|wrongly|mistaken(ly)?|erroneously|never occurred|in denial|overwhelmed
  `),
  competence: phrases(`
    struggled|struggles|struggling|inexperience|inexperienced|untrained|unfamiliar(ity)?|new hire|newly hired|did not understand|didn't understand|does not understand|doesn't understand|misunderst\\w+|misjudg\\w+|misread|mistook|misinterpreted|mistyped|miscalculated|misconfigured|mishandled|underestimated|weak (in|on|at)|limited (experience|knowledge|understanding)|unable to (understand|grasp|read|tell|follow|cope)|fumbled|messed|botch\\w+|on (his|her) own|unskilled|sadly|unfortunately|clumsy|clumsily|naive|senior engineer approved|of all people|even though (he|she|they)|despite (being|having been) (told|warned|asked|reminded|trained)|had been (\\S+ )?(told|warned|reminded)|was (repeatedly )?(warned|reminded)|not the first time|for the (second|third|umpteenth) time|yet again|once again|again and again|notorious|notoriously|as usual|habit of|tends to|known for|track record|always does|never does
  `),
  human_error: phrases(`
    accidentally|inadvertently|unintentionally|mistakes?|slip-up|slipped up|blunder\\w*|typo|typos|oversight|erred
  `),
} as const;
