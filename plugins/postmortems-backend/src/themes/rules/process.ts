import { phrases } from '../phrases';
import type { ThemeRule } from './ThemeRule';

/**
 * How people work together: review, testing before a release, approval, runbooks, documentation, hand-over, on-call, escalation,
 * communication, ownership, training, and what is done by hand or by mistake.
 */
export const process: ThemeRule = {
  eitherWay: phrases(`
    (run|play) ?books?
    on ?call
    hand ?(overs?|offs?)
    handing over
    (code|peer|design|security|architecture|change|second|pull request) reviews?
    (without|no|missing|skipped|skipping|lack of|needs?) (an? |any |second |further |proper |careful |code |peer )?reviews?
    (?<!(product|customer|movie|hotel|user) )reviews? (was|were|is|are) (skipped|missing|rushed)
    reviews? ~1 (did|do|does) not (look|cover|catch|include|notice|mention)
    reviews? of the (change|migration|script|config*|plan|code|release)
    (?<!product |customer )reviewed
    reviewers?
    approvals?
    approved (without|by|in|despite|before)
    (release|change|review|deploy*|approval|rollback|incident|escalation|onboarding|manual|formal|documented|clear|no) process(es)?(?! (crash*|died|exited|was killed))
    process(es)? for (chang*|releas*|deploy*|handing|rolling|approving|review*)
    (?<!stored )procedures?
    check ?lists?
    sign ?offs?
    (mis)?communicat(ion|ed) (with|between (the )?(teams|shifts|support|people)|gap|problems?|was|ran|broke)
    (not|never|late|poorly) communicated
    miscommunicat*
    (?<!privilege )escalat(e|ed|es|ions?)(?! of privileges)
    (not|never|nobody|no one|had|were|was|been|staff|lack of|no|without) ~2 train(ed|ing)
    (no|missing|outdated|wrong|incomplete|out of date|lack of|without|poor) ~1 documentation
    documentation (was|were|is|describe*|did not|does not|said|says|of the (failover|procedure|tool|restore))
    (undocumented|not documented)
    (no|clear|has no|had no|without an?|without) owners?
    ownership
    which team (owns|is responsible)
    (unclear|not clear) (who|which)
    nobody ~2 (owns|owned|responsible|led|coordinated|decided)
    coordinat*
    (by hand|manually)
    manual (steps?|change|changes|action|intervention|entry|work|edits?|run)
    (untested|never tested)
    (without|no) ~2 tests?
    (never|not) (been )?(tested|exercised|rehearsed|practi[sc]ed|tried)
    tests? ~5 (does|do|did) not (cover|exist|include|run|catch)
    tests? (was|were) (skipped|disabled|ignored|missing)
    test(ing)? (gap|gaps|coverage)
    (did not|not) show in tests
    (skipped|skipping|omitting|omitted) ~2 (tests?|testing|reviews?|steps?)
    testing ~4 (not thorough|insufficient|omitt*|focus*)
    (not thorough|insufficient*) test*
    staging ~2 (differs?|differed|different)
    (?<!upstream |provider )(without|not|never) (been )?(telling|told|informing|informed|notifying|notified|announced)(?! us)
    (was|were) told about
    announced ~4 (had left|who|nobody)
    (had left|left the company|on holiday|on vacation|on leave)
    only ~1 (people|person|engineers?|colleagues?) ~2 (knows?|knew|can)
    (two|several|both) teams
    knowing of each other
    (against|despite|during) the (code |change |release )?freeze
    to meet the (date|deadline)
    (time|deadline) pressure
    rota
    (shift change|between shifts|end of the shift)
    (tribal )?knowledge
    wrong (command|terminal|button|window)
    (bypass*|circumvent*|skipping) ~2 (pipeline|approvals?|checks|process)
    lead(s|er|ership)? the (response|incident)
    uncertain* about
    (accidental*|inadvertent*|mistyped|by mistake|mistakenly|fat finger*)
    (human|operator|user) (error|errors|mistake)
    nobody ~5 (knew|knows|triages|read|reads|checked|followed)
    only (person|one|people|engineer|colleague) (who|that)
    (no way to|could not|unable to) (reach|contact) ~3 (team|person|vendor|engineers?|owners?|experts?|colleagues?|on call|support|anyone|anybody|anybody)
    (team|engineers?|persons?|vendor|owners?|experts?|colleagues?|manager|contact) could not be reached
    (red|broken|ignored|flaky) for ~2 (weeks|months|days)
    (post ?mortem|action items?|follow ups?|lessons?) ~6 (no action|not|never|open|done|implemented)
    roles? (was|were) not (assigned|clear|defined)
    (no|without an?) incident (commander|lead|manager)
    manual (operations?|updates?|roll ?back|fail ?over|deploy*|restart|cleanup|maintenance|process)
    by accident
    (missing|wrong|mistyped) (argument|option|switch on the command line)
    commands? ~6 (typo|meant for|intended for|wrong)
    typo in (the|a) command
    (on|of|against|in) the wrong ~1 (servers?|machines?|hosts?|directory|cluster|environment|database|instance|node)
    wrong (database |production )(servers?|instance|cluster|host)
    (listed|named|rebooted|restarted|deleted|stopped) the wrong (hosts?|servers?|machines?)
    (scheduled|updated|executed|done|maintained|edited|copied) by hand
    (overlooked|forgotten)
    (change|maintenance) tickets?
    (hardly|barely|scarcely) ~1 (anybody|anyone|anything|reviewed|tested|looked)
    not followed up
    outside (office|business|working) hours
    staging (did|does) not
    (acceptance|integration|smoke|regression|load|unit) tests? (were|was) ~1 (red|failing|ignored|skipped|missing|flaky)
    in the wrong order
    (planning|capacity planning)
    (load|performance|stress|integration|regression|chaos|unit|manual|staging|qa) test(s|ing)? ~3 (did not|does not|do not|not|never|missed|without|passed)
    (inadequate|insufficient|incomplete|limited|lacking|poor|superficial|missing|rushed|lack of) ~1 (reviews?|testing|tests?|test coverage|documentation|docs|training|planning|communication|coordination|validation in staging|process|guardrails|safeguards)
    docs ~2 (outdated|missing|wrong|stale|described)
    (under ?staffed|staffing)
    communication (breakdown|failure|delays?)
    change (management|control|window|advisory)
    (not|never) ~2 (caught|found|noticed|detected|covered|seen) (in|by|during) (the )?(tests?|testing|staging|qa|review|ci)
    rushed
    (did not|not) know ~1 (how|who|about|that|where)
    (unaware|not aware) (of|that)
    no (clear )?(owner|escalation|process|procedure|policy|guideline|checklist|standard|plan)
    handed over
    incident (commander|lead|manager)
    sign(ed|s) off
    (on|off) ?boarding
    never (been )?(automated|tried|practised|documented|agreed|written down)
    (thinking|believing|assuming) (it|this|that) was
    ran ~5 in production
    staged (group|rollout|way)
    (without|no) (an? )?briefing
    (nobody|no one|never|not) (had |has |was |were |is |are |been |ever )?(tested|tried|rehears*|exercised|practised|assigned|responsible|trained|told|informed)
    (chaos|disaster|recovery|fire|game) ?(tests?|drills?|days?|exercises?)
    drills?
    underestimat*
    (not|never|nobody) (been |is |are |had |has |was |were )+read(?! by the)
    nobody reads?
    priorit(y|ised|ized|isation|ization) over
    (no|without|lost) access to the ~2 (account|console|portal|system)
    (guide|instructions?|manual|wiki|documentation) ~3 (mixed|wrong|outdated|described|mentions?|said|out of date|incomplete|old|missing)
    (restore|recovery|failover|rollback) (procedure|guide|plan|steps?)
    test environments?
    misunderstanding between
    (branch|merge) protection
    ran ~4 twice
    access reviews?
    tested only (with|on|against|in)
    neither knew
  `),
};
