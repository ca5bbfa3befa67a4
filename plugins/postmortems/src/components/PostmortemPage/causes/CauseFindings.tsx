import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import LinkIcon from '@material-ui/icons/Link';
import ReportProblemOutlinedIcon from '@material-ui/icons/ReportProblemOutlined';
import { parseKnownPayload } from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import type { CitedSource } from '../evidence/useEvidence';
import { MetricChart } from '../payloads/MetricChart';
import { EvidenceLink } from './EvidenceLink';

/** A tie, or something that speaks against the cause. */
type Finding = {
  type: string;
  name: string;
  detail: string;
  evidence: readonly string[];
};

const useStyles = makeStyles((theme: Theme) => ({
  part: { marginTop: theme.spacing(1.5) },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  finding: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1),
  },
  icon: { fontSize: '1.1rem', marginTop: 2 },
  warning: { color: theme.palette.type === 'dark' ? '#ff9a8b' : '#a3261b' },
}));

/** What ties a cause to its effect, or speaks against it, with the evidence. */
export function CauseFindings(props: {
  title: string;
  /** In place of an empty list. */
  none: string;
  findings: readonly Finding[];
  claimId: string;
  sources: ReadonlyMap<string, CitedSource> | undefined;
  /** Ids of evidence that is linked above, and not again with each finding. */
  linked: ReadonlySet<string>;
  /** When the cause happened. */
  since?: number;
  warns?: boolean;
}) {
  const { title, none, findings, claimId, sources, linked } = props;
  const { since, warns } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const Icon = warns ? ReportProblemOutlinedIcon : LinkIcon;
  return (
    <div className={classes.part}>
      <Typography variant="subtitle2" component="h4">
        {title}
      </Typography>
      {findings.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {none}
        </Typography>
      )}
      <ul className={classes.list} aria-label={title}>
        {findings.map((finding, index) => {
          const { type, name, detail, evidence } = finding;
          // A metric that several findings rest on is drawn once.
          const later = new Set(
            findings.slice(index + 1).flatMap(one => one.evidence),
          );
          const metric = evidence
            .filter(id => !later.has(id))
            .map(id => parseKnownPayload(sources?.get(id)?.payload ?? {}))
            .find(payload => payload?.kind === 'metric');
          return (
            <li key={`${type} ${detail}`} className={classes.finding}>
              <Icon
                aria-hidden
                className={`${classes.icon} ${warns ? classes.warning : ''}`}
              />
              <div>
                <Typography variant="body2">
                  <strong>{name}</strong>
                  {detail && `: ${detail}`}
                </Typography>
                {evidence
                  .filter(id => !linked.has(id))
                  .map(id => (
                    <div key={id}>
                      <EvidenceLink
                        claimId={claimId}
                        evidenceId={id}
                        source={sources?.get(id)}
                      />
                    </div>
                  ))}
                {metric?.kind === 'metric' && (
                  <MetricChart
                    metric={metric}
                    spans={[]}
                    compact
                    moment={
                      since === undefined
                        ? undefined
                        : { at: since, label: t('page.cause.moment') }
                    }
                  />
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
