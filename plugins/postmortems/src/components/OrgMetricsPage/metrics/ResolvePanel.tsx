import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { OrgMetrics } from '@postmortems/backstage-plugin-postmortems-common';
import { lazy } from 'react';
import { formatMinutes } from '../../shared/format/duration';
import { useTranslation } from '../../shared/translation/useTranslation';
import { bucketBounds } from '../../shared/orgMetricsAddress';
import { formatBucket } from '../incidents/drillDownTitle';
import { countParams } from '../../shared/format/numbers';
import { ChartWithTable } from './ChartWithTable';
import { MetricLinks } from './MetricLinks';
import type { MetricPaths } from './metricPaths';
import { Panel } from './Panel';
import { intervalText, medianSample } from './samples';

const HEIGHT = 300;

const RangesChart = lazy(() =>
  import('./charts').then(m => ({ default: m.RangesChart })),
);

const useStyles = makeStyles((theme: Theme) => ({
  summary: {
    display: 'grid',
    gap: theme.spacing(1, 2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))',
    margin: theme.spacing(1, 0, 2),
    '& dt': theme.typography.body2,
    '& dd': { ...theme.typography.h6, margin: 0 },
  },
  interval: theme.typography.body2,
}));

/**
 * The distribution of the time to resolve, as a single number would not
 * represent it.
 */
export function ResolvePanel(props: {
  metrics: OrgMetrics;
  paths: MetricPaths;
}) {
  const { paths } = props;
  const { timeToResolve } = props.metrics;
  const { n, p25, p50, p75, p90, isSampleLargeEnough, buckets } = timeToResolve;
  const classes = useStyles();
  const { t } = useTranslation();
  const label = t('orgMetrics.timeToResolve.summary');
  const percentile = (value: number | null) =>
    value === null ? '–' : formatMinutes(value, t);
  const ranges = bucketBounds().map((bounds, index) => ({
    label: formatBucket(bounds, t) ?? '',
    incidents: buckets[index],
    to: paths.incidents('time_to_resolve', { ...bounds, order: 'longest' }),
  }));
  return (
    <Panel
      name="time_to_resolve"
      title={t('orgMetrics.timeToResolve.title')}
      definition={t('orgMetrics.timeToResolve.definition')}
    >
      <Typography variant="body2">
        {t('orgMetrics.timeToResolve.caveat')}
      </Typography>
      {isSampleLargeEnough ? (
        <>
          <dl className={classes.summary}>
            <div>
              <dt>{t('orgMetrics.timeToResolve.sample')}</dt>
              <dd>{t('common.list.incidents', countParams(n))}</dd>
            </div>
            <div>
              <dt>{t('orgMetrics.timeToResolve.first')}</dt>
              <dd>{percentile(p25)}</dd>
            </div>
            <div>
              <dt>{t('orgMetrics.timeToResolve.median')}</dt>
              <dd>
                {percentile(p50)}
                <div className={classes.interval}>
                  {intervalText(timeToResolve, t)}
                </div>
              </dd>
            </div>
            <div>
              <dt>{t('orgMetrics.timeToResolve.third')}</dt>
              <dd>{percentile(p75)}</dd>
            </div>
            <div>
              <dt>{t('orgMetrics.timeToResolve.p90')}</dt>
              <dd>{percentile(p90)}</dd>
            </div>
          </dl>
          <ChartWithTable
            label={label}
            height={HEIGHT}
            data={{
              columns: [
                t('orgMetrics.chart.range'),
                t('orgMetrics.chart.incidents'),
              ],
              rows: ranges.map(range => ({
                key: range.to,
                name: { value: range.label },
                cells: [{ value: range.incidents, to: range.to }],
              })),
            }}
          >
            <RangesChart label={label} ranges={ranges} />
          </ChartWithTable>
        </>
      ) : (
        <>
          <Typography variant="h6" component="p">
            {t('orgMetrics.notEnough')}
          </Typography>
          <Typography variant="body2">
            {medianSample(timeToResolve, t).join(' ')}
          </Typography>
        </>
      )}
      {n > 0 && (
        <MetricLinks
          links={[
            {
              to: paths.incidents('time_to_resolve', { order: 'longest' }),
              label: t('orgMetrics.show.all', countParams(n)),
            },
          ]}
        />
      )}
    </Panel>
  );
}
