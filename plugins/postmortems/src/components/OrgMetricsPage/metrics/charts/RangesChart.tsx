import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useNavigate } from '../../../../routing';
import { useTranslation } from '../../../shared/translation/useTranslation';
import { useFilledSeries } from './series';
import { useChartStyle } from './useChartStyle';

const HEIGHT = 300;
const LABEL_WIDTH = 120;
const CHART = 'ranges-chart';

/** The number of incidents in each range. */
export function RangesChart(props: {
  label: string;
  ranges: { label: string; incidents: number; to: string }[];
}) {
  const { label, ranges } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const style = useChartStyle();
  const [{ fill }] = useFilledSeries(CHART, [
    { id: 'incidents', label, hue: 'blue' },
  ]);
  return (
    <div role="img" aria-label={label}>
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <BarChart data={ranges} layout="vertical" margin={{ right: 16 }}>
          <CartesianGrid horizontal={false} {...style.grid} />
          <XAxis type="number" allowDecimals={false} {...style.axis} />
          <YAxis
            type="category"
            dataKey="label"
            width={LABEL_WIDTH}
            interval={0}
            {...style.axis}
          />
          <Tooltip {...style.tooltip} />
          <Bar
            dataKey="incidents"
            name={t('orgMetrics.chart.incidents')}
            fill={fill}
            cursor="pointer"
            onClick={({ payload }: { payload?: { to: string } }) => {
              if (payload) navigate(payload.to);
            }}
            {...style.bar}
          />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
