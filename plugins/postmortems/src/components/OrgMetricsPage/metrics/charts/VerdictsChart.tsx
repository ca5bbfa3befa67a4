import type {
  Verdict,
  VerdictCounts,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  Bar,
  BarChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useTranslation } from '../../../shared/translation/useTranslation';
import { formatNumber, formatPercent } from '../../../shared/format/numbers';
import { VERDICTS } from '../../../shared/verdicts/verdicts';
import { Legend } from './Legend';
import { stripesOf, useFilledSeries, type Hue } from './series';
import { useChartStyle } from './useChartStyle';

const HEIGHT = 56;
const CHART = 'verdicts-chart';

const COLOURS: Record<Verdict, { hue: Hue; striped?: boolean }> = {
  supported: { hue: 'blue' },
  attested: { hue: 'sky' },
  unverified: { hue: 'amber', striped: true },
  unsupported: { hue: 'amber' },
  contradicted: { hue: 'purple' },
};

/** All claims as one bar, stacked by verdict. */
export function VerdictsChart(props: {
  verdicts: VerdictCounts;
  /** Whether the sample is large enough for percentages. */
  withPercents: boolean;
}) {
  const { verdicts, withPercents } = props;
  const { t } = useTranslation();
  const style = useChartStyle();
  const series = useFilledSeries(
    CHART,
    VERDICTS.map(id => ({
      id,
      label: t(`common.verdict.${id}`),
      ...COLOURS[id],
    })),
  );
  const total = VERDICTS.reduce((sum, one) => sum + verdicts[one], 0);
  return (
    <>
      <div role="img" aria-label={t('orgMetrics.coverage.summary')}>
        <ResponsiveContainer width="100%" height={HEIGHT}>
          <BarChart
            data={[verdicts]}
            layout="vertical"
            margin={{ top: 4, right: 0, bottom: 4, left: 0 }}
          >
            {stripesOf(CHART, series)}
            <XAxis type="number" domain={[0, total]} hide />
            <YAxis type="category" hide />
            <Tooltip labelFormatter={() => ''} {...style.tooltip} />
            {series.map(({ id, label, fill }) => (
              <Bar
                key={id}
                dataKey={id}
                name={label}
                stackId="verdicts"
                fill={fill}
                {...style.bar}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <Legend
        series={series}
        valueOf={({ id }) => {
          const count = verdicts[id as Verdict];
          const share = withPercents
            ? ` (${formatPercent(count / total, t)})`
            : '';
          return { text: `${formatNumber(count)}${share}` };
        }}
      />
    </>
  );
}
