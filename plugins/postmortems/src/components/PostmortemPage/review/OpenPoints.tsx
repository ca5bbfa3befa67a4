import Link from '@material-ui/core/Link';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  showBidiControls,
  approvalRuleOf,
  candidateCauseOf,
  type Claim,
  type Postmortem,
  type SectionId,
  type Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import { Note } from '../../shared/layout/Note';
import { useTranslation } from '../../shared/translation/useTranslation';
import { VerdictBadge } from '../../shared/verdicts/VerdictBadge';
import { actionItemsOf } from '../actionItems/actionItemsOf';
import { lacksContent } from '../content/claims';
import { usePostmortemContext } from '../state/postmortemContext';

const NOT_SUPPORTED: ReadonlySet<Verdict> = new Set([
  'contradicted',
  'unsupported',
  'unverified',
]);

const useStyles = makeStyles((theme: Theme) => ({
  list: { margin: theme.spacing(0.5, 0, 1), paddingLeft: theme.spacing(2.5) },
  link: { textAlign: 'left', verticalAlign: 'baseline' },
}));

/**
 * What a reviewer should know before approving: what prevents it, other claims
 * without full support, undecided proposals, and sections without content. Each
 * claim leads to its place.
 */
export function OpenPoints(props: { onOpen(): void }) {
  const { postmortem, onSelectClaim } = usePostmortemContext();
  const classes = useStyles();
  const { t } = useTranslation();
  const { preventing, others } = openClaims(postmortem);
  const proposals = actionItemsOf(postmortem).filter(
    ({ state }) => state === 'proposed',
  );
  const isCauseOpen =
    postmortem.rootCauseStatus !== 'confirmed' &&
    !postmortem.undeterminedAccepted;
  const lacking = postmortem.sections.filter(one =>
    lacksContent(one, postmortem),
  );
  const count =
    preventing.length + others.length + proposals.length + lacking.length;
  if (count === 0 && !isCauseOpen) {
    return (
      <Note tone="info">
        <Typography>{t('page.review.nothingOpen')}</Typography>
      </Note>
    );
  }
  const links = (title: string, claims: readonly Claim[]) =>
    claims.length > 0 && (
      <>
        <Typography variant="subtitle2" component="h3">
          {title}
        </Typography>
        <ul className={classes.list}>
          {claims.map(({ id, text, verdict }) => (
            <li key={id}>
              <Link
                component="button"
                type="button"
                variant="body1"
                className={classes.link}
                onClick={() => {
                  onSelectClaim(id);
                  props.onOpen();
                }}
              >
                {showBidiControls(text)}
              </Link>{' '}
              <VerdictBadge verdict={verdict} />
            </li>
          ))}
        </ul>
      </>
    );
  const titles = (
    title: string,
    entries: readonly { id: string; title: string }[],
  ) =>
    entries.length > 0 && (
      <>
        <Typography variant="subtitle2" component="h3">
          {title}
        </Typography>
        <ul className={classes.list}>
          {entries.map(entry => (
            <li key={entry.id}>{entry.title}</li>
          ))}
        </ul>
      </>
    );
  return (
    <Note tone="warning">
      {isCauseOpen && <Typography>{t('page.review.cause')}</Typography>}
      {links(
        t('page.review.preventing', { count: preventing.length }),
        preventing,
      )}
      {links(t('page.review.claims', { count: others.length }), others)}
      {titles(
        t('page.review.proposals', { count: proposals.length }),
        proposals,
      )}
      {titles(t('page.details.lacking', { count: lacking.length }), lacking)}
    </Note>
  );
}

function openClaims({ sections, routing }: Postmortem): {
  preventing: Claim[];
  others: Claim[];
} {
  const claims = sections.flatMap(({ id: section, blocks }) =>
    blocks.flatMap(block => block.claims.map(claim => ({ section, claim }))),
  );
  const prevents = (one: { section: SectionId; claim: Claim }) =>
    approvalRuleOf(one.section, one.claim, routing?.profile) !== undefined ||
    one.claim.concerns?.some(({ rule }) => rule === 'personal_identifier');
  // What is decided, or left to decide, of possible causes is said elsewhere
  const isOther = ({ verdict, ...claim }: Claim) =>
    NOT_SUPPORTED.has(verdict) && candidateCauseOf(claim) === undefined;
  return {
    preventing: claims.filter(prevents).map(({ claim }) => claim),
    others: claims
      .filter(one => !prevents(one) && isOther(one.claim))
      .map(({ claim }) => claim),
  };
}
