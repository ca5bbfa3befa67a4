import { DILIGENCE, DILIGENCE_PAST } from './words/blame';

const NOT = "(?:not|never|n't)";

/** What blames whoever it is said of: follows a person and the words between. */
export const PREDICATES = [
  {
    rule: 'counterfactual',
    words: `(?:should|could|ought to|might|must|would)(?:n't| not| never)? (?:\\S+ )?(?:have|'ve)\\b|(?:was|were) supposed to|should(?:n't| not) (?:be|have)`,
  },
  {
    rule: 'negligence',
    words: [
      `forgot(?:ten)?`,
      `(?:failed|fails|neglected|omitted) (?:to|in)`,
      `overlooked|ignored|ignores|missed|misses|disregarded|dismissed|neglected|skipped`,
      `(?:did|does|do|had|has|have|could|was|were|would)(?:n't| ${NOT}) (?:\\S+ ){0,2}?(?:${DILIGENCE}|${DILIGENCE_PAST}|bother|aware|careful|attentive|vigilant|thorough|bothered|paying|looking|watching|thinking|run a|do the|done|give|given|speak|respond|realise|recognise|recognize|act|put|prioritise|prioritize|own|fix|set|add|leave)\\b`,
      `never (?:\\S+ )?(?:${DILIGENCE_PAST}|bothered|thought|ran|tried|took|cared|fixed|wrote|set|replaced|owned|bother|got around|got round|spoke|answered|acted|prioritised|prioritized|replied)\\b`,
      `let (?:\\S+ ){1,5}?(?:\\S+ )?(?:expire|lapse|slip|slide|fill|rot|run out|go|happen)`,
      `(?:sat|slept) (?:on|through)|rushed|hurried|(?:was|were) (?:in a (?:hurry|rush)|slow to|too slow)|took (?:a )?shortcuts?|left (?:\\S+ ){1,6}?(?:unattended|unguarded|wide open|unlocked|unpatched|unprotected|behind|running by)|(?:left|leaves) (?:it|things) |left (?:\\S+ ){1,6}?open\\b|did nothing|sat idle|stood by|looked away|(?:keeps?|kept) (?:ignoring|forgetting|skipping|breaking|postponing|putting|pushing|missing)|wasted|dithered|hesitated|procrastinated|postponed|delayed|relied on (?:luck|memory|hope)`,
    ].join('|'),
  },
  {
    rule: 'mental_state',
    words: `panicked|knew (?:about|of|that|full|very|perfectly)|(?:blindly|wrongly|simply|just|merely|naively|mistakenly|foolishly|incorrectly|falsely|again)? ?(?:assumed|presumed|believed|imagined|guessed|hoped|trusted)\\b|(?:was|were|got|became|grew) (?:\\S+ )?(?:tired|exhausted|distracted|bored|confused|stressed|impatient|overconfident|unaware|oblivious|sure|certain|convinced|afraid|scared|reluctant|unwilling|more interested|annoyed|frustrated|lost|overwhelmed|preoccupied|flustered|eager|thinking about|fixated|keen|angry|desperate|nervous|complacent|too \\S+)\\b|lost (?:track|interest|patience|focus|concentration)|cared? (?:more|little|only)|thought (?:nothing|it|that|they|he|she|the|little|so)|felt (?:like|that|it|confident|pressured)|(?:did not|didn't|does not|doesn't|never) (?:really |fully |even )?(?:know|want|feel|believe|appreciate|grasp|expect|like|intend|mind)\\b|preferred|(?:could not|couldn't) (?:wait|resist|care|decide)`,
  },
  {
    rule: 'intent',
    words: `(?:deliberately|intentionally|knowingly|wilfully|willfully|consciously|purposely|purposefully|cheerfully|happily|merrily|quietly|secretly|silently)\\b(?! not)|chose (?:not )?to|decided (?:not to|against|to (?:skip|ignore|bypass|cut|just|gamble|leave|go ahead|push|override|keep quiet|hide))|opted (?:not |to )|refused|insisted|bypassed|circumvented|overrode|gambled|took (?:a|the) (?:gamble|risk)|pretended|lied|hid\\b|concealed|flouted|defied|declined to|(?:went|pressed|pushed|ploughed|plowed) ahead|took it upon|abused|tried to hide`,
  },
  {
    rule: 'competence',
    words: `(?:lacks?|lacked) (?:\\S+ )?|struggled|mis(?:configured|typed|read|understood|judged|interpreted|handled|managed|calculated|took|spelled|spelt|diagnosed|used|set)|underestimated|overestimated|(?:was|were|is|are) (?:\\S+ )?(?:incapable|inexperienced|unqualified|untrained|unable to|careless|lazy|sloppy|reckless|incompetent|negligent|unprepared|ill-prepared|irresponsible|out of|not up to|new to|unfamiliar|too (?:junior|inexperienced|new|green))|(?:knew|knows|know) (?:nothing|little|too little|better|next to nothing|no better)|(?:isn't|is not|wasn't|was not|aren't|weren't|were not) (?:\\S+ )?(?:strong|good|skilled|experienced|smart|competent|senior|capable|qualified|careful|attentive|diligent|up to|ready|equipped|fit)\\b|fumbled|had no (?:idea|clue|business|experience|understanding|right)|should know|made (?:a|the|an|several|another|this|one) (?:\\S+ )?(?:mistake|error|blunder|slip|mess|bad call|poor choice|wrong)|made a mess|confused \\S+|mixed up`,
  },
  {
    rule: 'human_error',
    words: `(?:accidentally|inadvertently|mistakenly|unintentionally|erroneously|wrongly|incorrectly|carelessly|hastily|recklessly|stupidly|foolishly|unwisely)\\b|slipped up|erred|(?:typed|entered|pasted|clicked|ran|chose|picked|selected|used|copied|pressed|pulled|unplugged|deleted|executed|restored) the wrong|(?:typed|pasted|ran|entered) (?:\\S+ ){0,5}?(?:into|in|against) the wrong`,
  },
  {
    rule: 'role_blame',
    words: `broke|breaks|caused|(?:took|brought|knocked) (?:\\S+ ){0,3}?down|ruined|wrecked|destroyed|crippled|botched|bungled|messed|screwed|killed (?:production|prod|the site)|blew (?:up|through)|trashed|nuked|sabotaged|clobbered|(?:is|was|were|are) (?:\\S+ )?(?:responsible for (?:the |this |that |all of )?(?:outage|incident|downtime|failure|breakage|mess|loss|error|delay|disaster|whole)|to blame|at fault|guilty|the (?:reason|cause|culprit|weak(?:est)? link))|introduced the (?:bug|outage|regression|fault|error|defect)|let (?:us|everyone|the) |cost us|dragged`,
  },
] as const;
