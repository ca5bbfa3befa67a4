import { phrases } from '../phrases';
import type { ThemeRule } from './ThemeRule';

const ITEMS =
  '(data(?! cent*)|records?|rows?|entries|entry|messages?|events?|amounts?|prices?|timestamps?|characters?|orders|payloads?|balances?|invoices?|documents?|names?|cells?|fields?|customers?|accounts?|totals?)';
const WRONG =
  '(wrong|bad|invalid|malformed|incorrect|inconsistent|incomplete|unexpected|empty|dirty|negative|outdated|stale|corrupt*|duplicate*|garbled|unknown|missing|poisoned|blank|orphaned|orphan)';

/** The data itself was wrong, missing, stale, duplicated, corrupted, lost or in an unexpected format. */
export const data: ThemeRule = {
  affirmed: phrases(`
    corrupt(ed|ion|s)?
    data (loss|quality|migration)
    ${WRONG} (product |customer |price |order |test |input |cached )?${ITEMS}(?! (in the (nginx|config*|dns|chart|manifest|zone)|in nginx))
    (lost|lose|loses|losing|left out|overwrote|overwritten) ~4 (data|records|rows|messages|orders|events|updates|writes)
    (data(?! cent*)|records?|rows|messages?|orders|events|writes|values?|balances|totals) ~5 (lost|duplicated|diverged|inconsistent|overwritten|stale|incomplete|months old|days old|out of date)
    (data|prices|balances|orders|values|entries) (of|from) (last|the (previous|last)|yesterday)
    back ?fill*
    duplicat(e|ed|es)(?! key)
    stale(?! (runbooks?|docs|documentation|alerts?|dashboards?|branch|config*|connections?|closure|cookies|token|lock))
    (wrong|invalid|unexpected|different|bad|missing) (encoding|charset|character set|utf 8|currency|units?)
    invalid utf 8
    (an?|the) unexpected (field|type|value)
    with an? empty (name|value|field|address)
    contain(s|ed)? (negative|empty|duplicate*|wrong|invalid)
    (imported|import|price|csv|feed) files? ~2 (holds?|contain*|was|were|had|has|with)
    (price|product|data|partner) feeds?
    diverged
    restore of ~3 (left|lost|missed)
    (linked|assigned|attached|mapped|credited|billed|sent|booked) ~6 to the wrong
    (off|wrong) by (an? |\\d* )?(hour|hours|day|factor*|cent|cents)
    converted ~6 twice
    (deleted|deleting|deletion of|erased|purged) ~3 (data|records|rows|messages|orders|events|files|backups?|tables?|accounts?)
    (data|records?|rows|files|tables?|accounts?) (was|were|had been) ~1 (deleted|erased|purged|wiped)
    swapped
    (arriv*|process*|deliver*|events?|messages?|receiv*) ~2 out of order
    overw(rote|rites|riting) ~4 (data|records|rows|entries|events|values|newer|older|ones)
    (data|records?|rows|entries|events|values) ~2 overwritten
    (same|wrong) (number|id|identifier|keys?) (twice|for two|given)
    (price|amount|value|quantity|balance) of (zero|0|nothing)
    (impossible|implausible|nonsensical|bogus) ~1 (values?|temperatures?|data|prices?|numbers?|readings?|dates?|input)
    test (records?|data|orders?|accounts?) ~4 (live|production|real)
    (metric|imperial|different|wrong) units?
    drifted apart
    (wrong|incorrect) (positions?|prices?|totals?|numbers?|amounts?|rates?|addresses|columns?|results) ~1 (were|was|in|to|from|for|and|$)
    flipped bits|bit flips?
    wip(ed|es|ing) ~3 (data|directory|volume|disk|records)
    production data
    (data(?! cent*)|rows|records|values) ~4 (swapped|shifted|truncated|garbled|missing|lost)
    data (inconsisten*|integrity|mismatch|corruption|was (wrong|missing|stale))
    schema (mismatch|drift)
    (de)?seriali[sz]ation (errors?|failures?|mismatch)
    cache (poisoning|invalidation|corruption)
    (malformed|garbled|garbage(?! collect*))
    csv
    (fields?|columns?|values?) (was|were|is|are) (null|empty|blank)
    (cents?|euros?|dollars?|pounds?|metres|meters|miles|feet) instead of
    orphan(s|ed)?
    (emoji*|special characters?|non ascii|umlauts?|unicode)
    totals? differ*
    (data|list|values|prices|rates|records|codes|dictionary|set) ~5 (years?|months?|weeks?|days?) old
    (records?|accounts?|customers?|data) (was|were|had been) ~1 merged
    (balances?|totals?|prices?|amounts?|numbers|figures|values) (was|were|are) ~1 (wrong|incorrect|missing|empty|negative|zero)
    (negative|impossible|future) (stock|levels?|quantit*|dates?|time ?stamps?|values?|ages?|balances?)
    time stamps? in the future
    columns? instead of
    (missing|wrong|null|empty) values?(?! in the ~2 (chart|config*|console|variable|environment))(?! (chart|in the chart|in the helm))
    (price|reference|master|training|historical) data
    (served|returned|showed) ~4 to other (users|customers|tenants)
    outdated ~1 (list|data|prices?|values?|cache)
    (control|illegal) characters?
    truncat(ed|es|ion)
    (credited|debited|booked|counted|billed|imported|inserted) twice
    overw(rote|rites|riting) each other
    different time ?zones?
    old (rates|prices|values|data|records|addresses)
    ended up in the
  `),
  eitherWay: phrases(`
    back ?ups? could not be restored
    (records?|rows?|messages?|entries|orders?) without (an? |any )?(?!(errors?|problems?|delay|loss))
    without (an? )?(time ?zone|decimals|currency)
    back ?ups? ~4 (not be restored|incomplete|missing|corrupt*|empty|failed|useless)
    (not|never|incorrectly) invalidated
    without (an? )?(country|postal|zip|currency|email|customer|product)? ?(codes?|names?|e ?mails?|identifiers?|decimals?|currency|values?)
    no (entry|entries|row|record|value) for
    without (an? )?(price|date|id|number|address|unit|quantity|key)s?
  `),
};
