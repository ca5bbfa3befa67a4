import type { Theme } from '@postmortems/backstage-plugin-postmortems-common';
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
import { monthText } from '../../incidents/figureWords';
import { numberText } from '../../../shared/numbers';
import type { ThemeRows } from '../themeRows';
import { Legend } from './Legend';
import { stripesOf, useFilledSeries, type Hue, type Series } from './series';
import { useChartStyle } from './useChartStyle';

export const THEMES_CHART_HEIGHT = 300;

/** Themes that have a colour; the others are one series. */
const MOST_SERIES = 8;
const OTHER = 'other';
const CHART = 'themes-chart';

/** A theme keeps its colour, whichever others are there. */
const COLOURS: Record<Theme, { hue: Hue; striped?: boolean }> = {
  change: { hue: 'blue' },
  configuration: { hue: 'blue', striped: true },
  capacity: { hue: 'amber' },
  database: { hue: 'amber', striped: true },
  dependency: { hue: 'sky' },
  network: { hue: 'sky', striped: true },
  data: { hue: 'green' },
  defect: { hue: 'purple' },
  detection: { hue: 'green', striped: true },
  process: { hue: 'purple', striped: true },
  security: { hue: 'brown' },
  infrastructure: { hue: 'brown', striped: true },
};

/** Incidents by month, each bar a stack of themes. */
export function ThemesChart(props: {
  rows: ThemeRows;
  pathTo(theme: Theme, month?: string): string;
}) {
  const { rows, pathTo } = props;
  const { t } = useWords();
  const navigate = useNavigate();
  const style = useChartStyle();
  const shown = rows.themes.slice(0, MOST_SERIES);
  const rest = rows.themes.slice(MOST_SERIES);
  const series = useFilledSeries(CHART, [
    ...shown.map(
      ({ theme }): Series => ({
        id: theme,
        label: t(`metrics.theme.${theme}`),
        ...COLOURS[theme],
      }),
    ),
    ...(rest.length > 0
      ? [
          {
            id: OTHER,
            label: t('metrics.themes.other', { number: `${rest.length}` }),
            hue: 'grey' as const,
          },
        ]
      : []),
  ]);
  const themeOf = (id: string) => shown.find(({ theme }) => theme === id);
  const totalOf = (id: string) =>
    themeOf(id)?.total ?? rest.reduce((sum, { total }) => sum + total, 0);
  const data = rows.months.map((month, index) => ({
    month,
    ...Object.fromEntries(
      // What is not there has no line in the tooltip
      shown.map(({ theme, byMonth }) => [theme, byMonth[index] || undefined]),
    ),
    [OTHER]:
      rest.reduce((sum, { byMonth }) => sum + byMonth[index], 0) || undefined,
  }));
  return (
    <>
      <Legend
        series={series}
        valueOf={({ id }) => {
          const theme = themeOf(id)?.theme;
          return {
            text: numberText(totalOf(id)),
            ...(theme && { to: pathTo(theme) }),
          };
        }}
      />
      <div role="img" aria-label={t('metrics.themes.summary')}>
        <ResponsiveContainer width="100%" height={THEMES_CHART_HEIGHT}>
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
                stackId="themes"
                fill={fill}
                {...style.bar}
                {...(id !== OTHER && {
                  cursor: 'pointer',
                  onClick: ({ payload }: { payload?: { month: string } }) => {
                    const theme = themeOf(id)?.theme;
                    if (theme) navigate(pathTo(theme, payload?.month));
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
