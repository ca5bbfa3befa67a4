import Typography from '@material-ui/core/Typography';
import type { OrgMetrics } from '@postmortems/backstage-plugin-postmortems-common';
import { lazy } from 'react';
import { useTranslation } from '../../shared/translation/useTranslation';
import { countParams, formatPercent } from '../../shared/format/numbers';
import { ChartWithTable } from './ChartWithTable';
import { MetricLinks } from './MetricLinks';
import type { MetricPaths } from './metricPaths';
import { IntervalBar } from './IntervalBar';
import { Panel } from './Panel';
import { percentValue, proportionSample } from './samples';
import { VERDICTS } from '../../shared/verdicts/verdicts';

const HEIGHT = 90;

const VerdictsChart = lazy(() =>
  import('./charts').then(m => ({ default: m.VerdictsChart })),
);

/** Claims by verdict, and how many of them evidence supports. */
export function CoveragePanel(props: {
  metrics: OrgMetrics;
  paths: MetricPaths;
}) {
  const { verdicts, supported, allSupported } = props.metrics.coverage;
  const doubtful = supported.incidents - allSupported;
  const { paths } = props;
  const { t } = useTranslation();
  const percent = percentValue(supported, t);
  const total = VERDICTS.reduce((sum, one) => sum + verdicts[one], 0);
  return (
    <Panel
      name="coverage"
      title={t('orgMetrics.coverage.title')}
      definition={t('orgMetrics.coverage.definition')}
    >
      <Typography variant="h6" component="p">
        {percent
          ? t('orgMetrics.coverage.supported', { percent })
          : t('orgMetrics.notEnough')}
      </Typography>
      {supported.isSampleLargeEnough && <IntervalBar proportion={supported} />}
      <Typography variant="body2" gutterBottom>
        {proportionSample(supported, 'claims', t)}
      </Typography>
      {total > 0 && (
        <>
          <ChartWithTable
            label={t('orgMetrics.coverage.summary')}
            height={HEIGHT}
            data={{
              columns: [
                t('orgMetrics.coverage.verdict'),
                t('common.names.claims'),
                ...(supported.isSampleLargeEnough
                  ? [t('orgMetrics.coverage.share')]
                  : []),
              ],
              rows: VERDICTS.map(verdict => ({
                key: verdict,
                name: { value: t(`common.verdict.${verdict}`) },
                cells: [
                  {
                    value: verdicts[verdict],
                    to: paths.incidents('coverage', { verdict }),
                  },
                  ...(supported.isSampleLargeEnough
                    ? [{ value: formatPercent(verdicts[verdict] / total, t) }]
                    : []),
                ],
              })),
            }}
          >
            <VerdictsChart
              verdicts={verdicts}
              withPercents={supported.isSampleLargeEnough}
            />
          </ChartWithTable>
          <MetricLinks
            links={[
              {
                to: paths.incidents('coverage'),
                label: t(
                  'orgMetrics.show.all',
                  countParams(supported.incidents),
                ),
              },
              ...(doubtful > 0
                ? [
                    {
                      to: paths.incidents('coverage', { part: 'rest' }),
                      label: t(
                        'orgMetrics.show.doubtful',
                        countParams(doubtful),
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </>
      )}
    </Panel>
  );
}
