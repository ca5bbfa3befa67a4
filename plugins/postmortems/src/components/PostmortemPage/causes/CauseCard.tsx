import Card from '@material-ui/core/Card';
import CardContent from '@material-ui/core/CardContent';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  isUnlikelyCause,
  resolvePointer,
  showBidiControls,
  type CandidateCauseAssertion,
  type Claim,
  type EventRef,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ReactNode } from 'react';
import { Row } from '../../shared/layout/Row';
import { SmallChip } from '../../shared/layout/SmallChip';
import { useTranslation } from '../../shared/translation/useTranslation';
import { ClaimText } from '../content/ClaimText';
import { useEvidence, type CitedSource } from '../evidence/useEvidence';
import { usePostmortemContext } from '../state/postmortemContext';
import { CauseDecision } from './CauseDecision';
import { CauseFindings } from './CauseFindings';
import { EvidenceLink } from './EvidenceLink';
import { evidenceOfCause } from './evidenceOfCause';

const useStyles = makeStyles((theme: Theme) => ({
  card: { margin: theme.spacing(1, 0, 2) },
  confirmed: { borderLeft: `4px solid ${theme.palette.primary.main}` },
  ruledOut: { borderLeft: `4px solid ${theme.palette.text.disabled}` },
  statement: { fontWeight: 600, lineHeight: 1.5 },
  part: { marginTop: theme.spacing(1.5) },
}));

/**
 * A possible cause: what it is and who states it, its effect, what ties them,
 * what speaks against it, and what a person decided.
 */
export function CauseCard(props: {
  claim: Claim;
  cause: CandidateCauseAssertion;
  /** Such as the category. */
  children?: ReactNode;
}) {
  const { claim, cause, children } = props;
  const { statement, effect, ties, against } = cause;
  const ends = [
    ...(cause.cause ? [{ name: 'cause' as const, ...cause.cause }] : []),
    ...(effect ? [{ name: 'effect' as const, ...effect }] : []),
  ];
  const linked = new Set(ends.map(({ evidence }) => evidence));
  const outcome = claim.decision?.outcome;
  const undecided = isUnlikelyCause(cause) ? 'unlikely' : 'open';
  const classes = useStyles();
  const { t } = useTranslation();
  const { postmortem } = usePostmortemContext();
  const { value: sources } = useEvidence(postmortem, evidenceOfCause(cause));
  const since = sources && timeOf(cause.cause, sources);
  const id = `cause-${claim.id}`;
  return (
    <Card
      variant="outlined"
      component="article"
      aria-labelledby={id}
      className={`${classes.card} ${
        outcome === 'confirmed' ? classes.confirmed : ''
      } ${outcome === 'ruled_out' ? classes.ruledOut : ''}`}
    >
      <CardContent>
        <Row mb={1}>
          <SmallChip
            color={outcome === 'confirmed' ? 'primary' : 'default'}
            variant={outcome === 'confirmed' ? 'default' : 'outlined'}
            label={t(`page.cause.status.${outcome ?? undecided}`)}
          />
          <Typography variant="body2" color="textSecondary">
            {originOf(cause, t)}
          </Typography>
        </Row>
        <Typography id={id} component="h3" className={classes.statement}>
          <ClaimText claim={claim}>{showBidiControls(statement)}</ClaimText>
        </Typography>
        {ends.map(({ name, evidence }) => (
          <div key={name} className={classes.part}>
            <Typography variant="subtitle2" component="h4">
              {t(`page.cause.${name}`)}
            </Typography>
            <EvidenceLink
              claimId={claim.id}
              evidenceId={evidence}
              source={sources?.get(evidence)}
            />
          </div>
        ))}
        <CauseFindings
          title={t('page.cause.ties')}
          none={t('page.cause.noTies')}
          claimId={claim.id}
          sources={sources}
          linked={linked}
          since={since}
          findings={ties.map(tie => ({
            ...tie,
            name: t(`page.cause.tie.${tie.type}`),
          }))}
        />
        <CauseFindings
          title={t('page.cause.against')}
          none={t('page.cause.noneAgainst')}
          warns
          claimId={claim.id}
          sources={sources}
          linked={linked}
          since={since}
          findings={against.map(one => ({
            ...one,
            name: t(`page.cause.counter.${one.type}`),
          }))}
        />
        {children}
        <CauseDecision claim={claim} cause={cause} />
      </CardContent>
    </Card>
  );
}

function originOf(
  { origin, speaker }: CandidateCauseAssertion,
  t: ReturnType<typeof useTranslation>['t'],
): string {
  return origin === 'chat' && speaker
    ? t('page.cause.origin.chatBy', { speaker })
    : t(`page.cause.origin.${origin}`);
}

/** When an event happened, in milliseconds. */
function timeOf(
  event: EventRef | undefined,
  sources: ReadonlyMap<string, CitedSource>,
): number | undefined {
  const source = event && sources.get(event.evidence);
  if (!source) return undefined;
  const time = event.pointer
    ? resolvePointer(source.payload, event.pointer)
    : source.node?.timestamp;
  const at = typeof time === 'string' ? Date.parse(time) : NaN;
  return Number.isNaN(at) ? undefined : at;
}
