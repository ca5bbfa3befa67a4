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
import { useWords } from '../../../shared/useWords';
import { categoryTitle } from '../../categoryTitle';
import { monthText } from '../../incidents/metricWords';
import { numberText } from '../../../shared/numbers';
import type { CategoryRows } from '../categoryRows';
import { Legend } from './Legend';
import { stripesOf, useFilledSeries, type Hue, type Series } from './series';
import { useChartStyle } from './useChartStyle';

export const CATEGORIES_CHART_HEIGHT = 300;

/** Of the most frequent categories; the others are one series. */
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
  pathTo(category: string, month?: string): string;
}) {
  const { rows, pathTo } = props;
  const { t } = useWords();
  const navigate = useNavigate();
  const style = useChartStyle();
  const shown = rows.categories.slice(0, COLOURS.length);
  const rest = rows.categories.slice(COLOURS.length);
  const series = useFilledSeries(CHART, [
    ...shown.map(
      ({ category }, index): Series => ({
        id: category,
        label: categoryTitle(category),
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
      // What is not there has no line in the tooltip
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
            text: numberText(totalOf(id)),
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
              tickFormatter={monthText}
              minTickGap={12}
              {...style.axis}
            />
            <YAxis allowDecimals={false} {...style.axis} />
            <Tooltip labelFormatter={monthText} {...style.tooltip} />
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
