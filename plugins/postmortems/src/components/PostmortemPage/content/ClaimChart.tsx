import { Link } from '@backstage/core-components';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  parseKnownPayload,
  type Claim,
  type EvidenceNode,
  type MetricPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { formatUtcDate, formatUtcTime } from '../../shared/format/times';
import { useTranslation } from '../../shared/translation/useTranslation';
import { useEvidence } from '../evidence/useEvidence';
import { openLabelOf } from '../evidence/openLabelOf';
import { shortName } from '../evidence/useEvidenceName';
import { MetricChart } from '../payloads/MetricChart';
import { usePostmortemContext } from '../state/postmortemContext';

const useStyles = makeStyles((theme: Theme) => ({
  figure: {
    // As high as the chart, so that the text below stays where it is
    minHeight: 190,
    margin: theme.spacing(0.5, 0, 1.5),
    padding: theme.spacing(0.5, 0, 0, 1.5),
    borderLeft: `3px solid ${theme.palette.divider}`,
    breakInside: 'avoid',
    '@media print': { minHeight: 0 },
  },
}));

/** The series that a claim is about, with its window, unit and source. */
export function ClaimChart(props: {
  id: string;
  claim: Claim;
  evidenceId: string;
}) {
  const { id, claim, evidenceId } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const { postmortem, incident } = usePostmortemContext();
  const { loading, value: sources } = useEvidence(postmortem, [evidenceId]);
  const source = sources?.get(evidenceId);
  const metric = parseKnownPayload(source?.payload ?? {});
  const startedAt = Date.parse(incident.startedAt);
  if (loading) return <figure id={id} className={classes.figure} />;
  if (!source?.node || metric?.kind !== 'metric') {
    return (
      <Typography id={id} variant="body2" color="error">
        {t('page.evidence.missing')}
      </Typography>
    );
  }
  const { node } = source;
  return (
    <figure id={id} className={classes.figure}>
      <Typography
        variant="caption"
        color="textSecondary"
        component="figcaption"
      >
        {captionOf(node, metric)}
        {node.sourceUrl && (
          <>
            {' · '}
            <Link to={node.sourceUrl} underline="always">
              {t(openLabelOf(node.sourceUrl))}
            </Link>
          </>
        )}
      </Typography>
      <MetricChart
        metric={metric}
        spans={claim.spans.filter(span => span.evidenceId === evidenceId)}
        compact
        moment={
          isWithin(metric, startedAt)
            ? { at: startedAt, label: t('page.chart.start') }
            : undefined
        }
      />
    </figure>
  );
}

/** Such as `error_rate (ratio) · checkout · 2026-03-02 14:00–14:40 UTC`. */
function captionOf(
  node: EvidenceNode,
  { metric, unit, points }: MetricPayload,
) {
  return [
    unit ? `${metric} (${unit.replaceAll('_', ' ')})` : metric,
    shortName(node.metadata.service),
    windowOf(points),
  ]
    .filter(Boolean)
    .join(' · ');
}

function windowOf(points: MetricPayload['points']): string {
  const [from, to] = [points.at(0)?.[0] ?? '', points.at(-1)?.[0] ?? ''];
  if (Number.isNaN(Date.parse(from)) || Number.isNaN(Date.parse(to))) return '';
  const [firstDay, lastDay] = [formatUtcDate(from), formatUtcDate(to)];
  return firstDay === lastDay
    ? `${firstDay} ${formatUtcTime(from)}–${formatUtcTime(to)} UTC`
    : `${firstDay} ${formatUtcTime(from)} – ${lastDay} ${formatUtcTime(
        to,
      )} UTC`;
}

function isWithin({ points }: MetricPayload, at: number): boolean {
  return (
    Date.parse(points.at(0)?.[0] ?? '') <= at &&
    at <= Date.parse(points.at(-1)?.[0] ?? '')
  );
}
