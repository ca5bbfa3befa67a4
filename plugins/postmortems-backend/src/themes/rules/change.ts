import { phrases } from '../phrases';
import type { ThemeRule } from './ThemeRule';

/**
 * A change was brought into production: a deployment, release, rollout or rollback, an upgrade, a migration, a feature flag that was
 * switched, or a change of configuration, schema or infrastructure.
 */
export const change: ThemeRule = {
  affirmed: phrases(`
    (re ?)?deploy(s|ed|ing|ments?)?(?! (_|checklist|procedure|guide|staff|of (field )?staff))
    (?<!press )releases?(?! (date|form|notes?|of (the |a )?(new )?(funds|memory|locks?|connections?|film|album)|the (lock|memory|connection)))
    (was|were|been|newly|we|just) released(?! (to the pool|by))
    (roll|rolls|rolled|rolling) ?(out|back)
    (roll ?outs?|roll ?backs?|roll ?forward)
    revert(s|ed|ing)?
    upgrad*
    (firmware|software|kernel|os|security|system|library|driver|package|app|agent|dependency|image) (updates?|bumps?)
    updated (to|from)
    bump(s|ed|ing)?
    migrat(e|ed|es|ing|ions?)
    (data|schema|database|db) migrations?
    merged
    (ramped|dialled|dialed) up
    (pull|merge) requests?
    feature (flags?|toggles?|switch|switches)(?! provider)
    canar(y|ies)
    (new|newer|latest|broken|bad|faulty) (versions?|release|build|revision|image)
    versions? v?\\d* ~1 (opens|went|was|brought|introduced|broke|rejects|changed|added|removed|contained|contains|had|has|sends|sent)
    hot ?fix(es)?
    patch(es|ed)?
    refactor*
    (was|were|been|got) (shipped|pushed|switched (on|off)|turned (on|off)|rolled|cut over)
    (enabled|disabled) for (all|everyone|every|everybody)
    (shipped|ported|code push)
    pushed (to|out|an?|the|on|at|by)
    (introduced|added|removed|changed) (in|by|with) (the |a |an )?~1 (version|commit|release|change|update|refactor*)
    (new|recent|latest|last) (code|feature|commit|change|update)
    switch ?over
    (was|were|been) decommissioned
    (went|goes|go|gone|going) live
    cut ?over
    (configuration|config|schema|code|infrastructure|api|breaking|recent|latest|incompatible|untested|dns|rule|policy|terraform|last|planned|routing|firewall|database) changes?
    changes? (of|to|in) (the|our|its|an?) ~2 (firewall|rules?|config*|settings?|schema|api|limits?|type|instances?|timeouts?|defaults?|parameters?|code|policy|image)
    changed (the|an?|its|our) ~1 (parameters?|settings?|config*|limits?|timeouts?|flags?|rules?|schema|defaults?|api|policy)
    (new|changed) (settings?|config*) (was|were) (applied|pushed)
    (added|removed|edited|changed|dropped) in the ~1 config*
    (reach|reached|reaches|hit|hits|went|shipped|promoted|pushed|deployed|got|rolled) (in|into|to)? ?production
    (the|our|this|another) new ~1 (rules?|patch|image|model|importer|client|code|query|endpoint|job|check|library|configuration|limit|policy|driver|agent|schema|parser|algorithm|logic)(?! (had|have) not)
    updates?(?= (broke|brought|introduced|changed|caused|exposed|removed|that|which|of (the|our) (os|firmware|software|library|package|client)))
    (switched|switching|switch|cutover) to (the |a |an )?new
    (was|were|been) (switched|changed|raised|lowered|downsized|resized|moved) (to|from|over)
    (had been|was|were) (downsized|resized|downgraded)
    moved (their|our|its|the) [^ |]+ to
    (latest|last|recent) ~1 (update|change|deploy*|release|version)
    changed (their|its|our|the) (api|format|schema|interface|protocol)
    (introduced|shipped|added|broken|regressed|removed) (in|with|by|since) ~2 v?\\d+\\.[^ |]*
    during (the |a )?~1 (maintenance|deploy*|upgrade|rollout)(?! of the network)
    (config|configuration) push
    flags? (was|were) (enabled|turned|switched|flipped|toggled)
    (code|software) (update|push|deploy*)
    commits?
    experiment (was|rolled|enabled|started)
    planned (switch|switchover|change|work|restart|fail ?over)
    (content|emergency|quick|urgent) (update|fix)
    (went|goes|go|rolled|pushed|shipped|released) to (all|every) ~2 (at once|together|at the same time|instances|customers|regions|tenants)
    (adding|added) ~2 (servers|nodes|instances|capacity|hosts) to
    (capacity|servers|nodes|instances|hosts) (had been|was|were) added
    (permissions?|rules?|settings?|policies|policy|labels?|names?|endpoints?|columns?|fields?|api|format|headers?|defaults?) (was|were|had been|has been|is) (changed|renamed|removed|replaced|moved|tightened)
    (was|were|had been) (renamed|deprecated|decommissioned)
    a/b tests?
    (flags?|switch) (was|were) ~1 (flipped|toggled)
    (was|were|had been) replaced by (an?|the|another)
    (switch|move|migration|switching|moving) to (arm|another|the|a|an|new)
    (released|deployed|shipped|merged|rolled out) (on|this|last|yesterday|that)
    (clean ?up|removal) of (unused|dead|old|legacy) (code|flags?)
    before the (upgrade|deploy*|release|rollout)
    (regression|bug|error|defect|introduced|changed|broken|new) in v?\\d+\\.\\d[^ |]*
    (moving|moved|move) ~4 to (another|a new|the new|a different|smaller|larger|bigger)
  `),
};
