import Button from '@material-ui/core/Button';
import Link from '@material-ui/core/Link';
import { makeStyles, Theme, useTheme } from '@material-ui/core/styles';
import type { Metrics } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useWords } from '../../useWords';
import type { ListFilters } from '../useListFilters';
import { DataTable } from './DataTable';

const useStyles = makeStyles((theme: Theme) => ({
  chart: { height: 280, margin: theme.spacing(1, 0) },
}));

/** How often each theme contributed, most often first; by month as a table. */
export function ThemesChart(props: {
  themes: Metrics['themes'];
  onDrillDown(change: Partial<ListFilters>): void;
}) {
  const { themes, onDrillDown } = props;
  const classes = useStyles();
  const theme = useTheme();
  const { t } = useWords();
  const [asTable, setAsTable] = useState(false);
  const months = [...new Set(themes.map(({ month }) => month))].sort();
  const totals = [...new Set(themes.map(one => one.theme))]
    .map(name => ({
      theme: name,
      label: t(`metrics.theme.${name}`),
      incidents: themes
        .filter(one => one.theme === name)
        .reduce((sum, { incidents }) => sum + incidents, 0),
    }))
    .sort((a, b) => b.incidents - a.incidents);
  const countOf = (name: string, month: string) =>
    themes.find(one => one.theme === name && one.month === month)?.incidents ??
    0;
  const label = t('metrics.themes.title');
  return (
    <>
      <div className={classes.chart} role="img" aria-label={label}>
        <ResponsiveContainer>
          <BarChart data={totals} layout="vertical" margin={{ left: 8 }}>
            <CartesianGrid horizontal={false} stroke={theme.palette.divider} />
            <XAxis
              type="number"
              allowDecimals={false}
              stroke={theme.palette.text.secondary}
            />
            <YAxis
              type="category"
              dataKey="label"
              width={110}
              stroke={theme.palette.text.primary}
            />
            <Tooltip
              contentStyle={{
                backgroundColor: theme.palette.background.paper,
                color: theme.palette.text.primary,
              }}
              cursor={{ fill: theme.palette.action.hover }}
            />
            <Bar
              dataKey="incidents"
              name={t('metrics.themes.incidents')}
              fill={theme.palette.primary.main}
              isAnimationActive={false}
            />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <Button
        size="small"
        aria-expanded={asTable}
        onClick={() => setAsTable(!asTable)}
      >
        {t('metrics.themes.asTable')}
      </Button>
      {asTable && (
        <DataTable
          label={label}
          columns={[t('metrics.filter.theme'), ...months]}
          rows={totals.map(one => ({
            key: one.theme,
            cells: [
              <Link
                key="theme"
                component="button"
                variant="body2"
                onClick={() => onDrillDown({ theme: one.theme })}
              >
                {one.label}
              </Link>,
              ...months.map(month => countOf(one.theme, month)),
            ],
          }))}
        />
      )}
    </>
  );
}
