import Typography from '@material-ui/core/Typography';
import type { Metrics } from '@postmortems/backstage-plugin-postmortems-common';
import { lazy } from 'react';
import { useWords } from '../../shared/useWords';
import { counted, percentText } from '../../shared/numbers';
import { ChartWithTable } from './ChartWithTable';
import { FigureLinks } from './FigureLinks';
import type { FigurePaths } from './figurePaths';
import { IntervalBar } from './IntervalBar';
import { Panel } from './Panel';
import { shareSample, shareValue } from './samples';
import { VERDICTS } from '../../shared/verdicts';

const HEIGHT = 90;

const VerdictsChart = lazy(() =>
  import('./charts').then(m => ({ default: m.VerdictsChart })),
);

/** How far the evidence bears out what postmortems claim. */
export function CoveragePanel(props: { metrics: Metrics; paths: FigurePaths }) {
  const { verdicts, supported, allSupported } = props.metrics.coverage;
  const doubtful = supported.incidents - allSupported;
  const { paths } = props;
  const { t } = useWords();
  const share = shareValue(supported, t);
  const total = VERDICTS.reduce((sum, one) => sum + verdicts[one], 0);
  return (
    <Panel
      name="coverage"
      title={t('metrics.coverage.title')}
      definition={t('metrics.coverage.definition')}
    >
      <Typography variant="h6" component="p">
        {share
          ? t('metrics.coverage.supported', { share })
          : t('metrics.notEnough')}
      </Typography>
      {supported.enough && <IntervalBar share={supported} />}
      <Typography variant="body2" gutterBottom>
        {shareSample(supported, 'claims', t)}
      </Typography>
      {total > 0 && (
        <>
          <ChartWithTable
            label={t('metrics.coverage.summary')}
            height={HEIGHT}
            data={{
              columns: [
                t('metrics.coverage.verdict'),
                t('common.names.claims'),
                ...(supported.enough ? [t('metrics.coverage.share')] : []),
              ],
              rows: VERDICTS.map(verdict => ({
                key: verdict,
                name: { value: t(`common.verdict.${verdict}`) },
                cells: [
                  {
                    value: verdicts[verdict],
                    to: paths.incidents('coverage', { verdict }),
                  },
                  ...(supported.enough
                    ? [{ value: percentText(verdicts[verdict] / total, t) }]
                    : []),
                ],
              })),
            }}
          >
            <VerdictsChart verdicts={verdicts} enough={supported.enough} />
          </ChartWithTable>
          <FigureLinks
            links={[
              {
                to: paths.incidents('coverage'),
                label: t('metrics.show.all', counted(supported.incidents)),
              },
              ...(doubtful > 0
                ? [
                    {
                      to: paths.incidents('coverage', { part: 'misses' }),
                      label: t('metrics.show.doubtful', counted(doubtful)),
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
