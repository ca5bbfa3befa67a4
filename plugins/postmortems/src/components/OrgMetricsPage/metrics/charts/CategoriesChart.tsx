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
import { formatMonth } from '../../incidents/drillDownTitle';
import { formatNumber } from '../../../shared/format/numbers';
import type { CategoryRows } from '../categoryRows';
import { Legend } from './Legend';
import { stripesOf, useFilledSeries, type Hue, type Series } from './series';
import { useChartStyle } from './useChartStyle';

const CATEGORIES_CHART_HEIGHT = 300;

/** The colours of the most frequent categories. The others share a series. */
const COLOURS: readonly { hue: Hue; striped?: boolean }[] = [
  { hue: 'blue' },
  { hue: 'amber' },
  { hue: 'sky' },
  { hue: 'green' },
  { hue: 'purple' },
  { hue: 'brown' },
  { hue: 'blue', striped: true },
  { hue: 'amber', striped: true },
];
const OTHER = 'other categories';
const CHART = 'categories-chart';

/** Incidents by month, each bar a stack of categories. */
export function CategoriesChart(props: {
  rows: CategoryRows;
  titleOf(category: string): string;
  pathTo(category: string, month?: string): string;
}) {
  const { rows, titleOf, pathTo } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const style = useChartStyle();
  const shown = rows.categories.slice(0, COLOURS.length);
  const rest = rows.categories.slice(COLOURS.length);
  const series = useFilledSeries(CHART, [
    ...shown.map(
      ({ category }, index): Series => ({
        id: category,
        label: titleOf(category),
        ...COLOURS[index],
      }),
    ),
    ...(rest.length > 0
      ? [
          {
            id: OTHER,
            label: t('orgMetrics.categories.other', {
              number: `${rest.length}`,
            }),
            hue: 'grey' as const,
          },
        ]
      : []),
  ]);
  const shownCategory = (id: string) =>
    shown.find(({ category }) => category === id);
  const totalOf = (id: string) =>
    shownCategory(id)?.total ?? rest.reduce((sum, { total }) => sum + total, 0);
  const data = rows.months.map((month, index) => ({
    month,
    ...Object.fromEntries(
      // Undefined values have no line in the tooltip
      shown.map(({ category, byMonth }) => [
        category,
        byMonth[index] || undefined,
      ]),
    ),
    [OTHER]:
      rest.reduce((sum, { byMonth }) => sum + byMonth[index], 0) || undefined,
  }));
  return (
    <>
      <Legend
        series={series}
        valueOf={({ id }) => {
          const category = shownCategory(id)?.category;
          return {
            text: formatNumber(totalOf(id)),
            ...(category && { to: pathTo(category) }),
          };
        }}
      />
      <div role="img" aria-label={t('orgMetrics.categories.summary')}>
        <ResponsiveContainer width="100%" height={CATEGORIES_CHART_HEIGHT}>
          <BarChart data={data} margin={{ top: 8, right: 8, left: -16 }}>
            {stripesOf(CHART, series)}
            <CartesianGrid vertical={false} {...style.grid} />
            <XAxis
              dataKey="month"
              tickFormatter={formatMonth}
              minTickGap={12}
              {...style.axis}
            />
            <YAxis allowDecimals={false} {...style.axis} />
            <Tooltip labelFormatter={formatMonth} {...style.tooltip} />
            {series.map(({ id, label, fill }) => (
              <Bar
                key={id}
                dataKey={id}
                name={label}
                stackId="categories"
                fill={fill}
                {...style.bar}
                {...(id !== OTHER && {
                  cursor: 'pointer',
                  onClick: ({ payload }: { payload?: { month: string } }) => {
                    const category = shownCategory(id)?.category;
                    if (category) navigate(pathTo(category, payload?.month));
                  },
                })}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
    </>
  );
}
