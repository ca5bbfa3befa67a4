import Typography from '@material-ui/core/Typography';
import type { Metrics } from '@postmortems/backstage-plugin-postmortems-common';
import { lazy } from 'react';
import { useWords } from '../../shared/useWords';
import { monthText } from '../incidents/figureWords';
import { ChartWithTable } from './ChartWithTable';
import type { FigurePaths } from './figurePaths';
import { Panel } from './Panel';
import { themeRowsOf } from './themeRows';

const HEIGHT = 340;

const ThemesChart = lazy(() =>
  import('./charts').then(m => ({ default: m.ThemesChart })),
);

/** What contributed to incidents, over time. */
export function ThemesPanel(props: { metrics: Metrics; paths: FigurePaths }) {
  const { metrics, paths } = props;
  const { t } = useWords();
  const rows = themeRowsOf(metrics);
  const label = t('metrics.themes.summary');
  return (
    <Panel
      name="themes"
      title={t('metrics.themes.title')}
      definition={t('metrics.themes.definition')}
    >
      {rows.themes.length === 0 ? (
        <Typography>{t('metrics.themes.none')}</Typography>
      ) : (
        <ChartWithTable
          label={label}
          height={HEIGHT}
          data={{
            columns: [
              t('metrics.themes.theme'),
              t('metrics.themes.total'),
              ...rows.months.map(monthText),
            ],
            rows: rows.themes.map(({ theme, total, byMonth }) => ({
              key: theme,
              name: { value: t(`metrics.theme.${theme}`) },
              cells: [
                { value: total, to: paths.incidents('theme', { theme }) },
                ...byMonth.map((value, index) => ({
                  value,
                  to: paths.incidents('theme', {
                    theme,
                    month: rows.months[index],
                  }),
                })),
              ],
            })),
          }}
        >
          <ThemesChart
            rows={rows}
            pathTo={(theme, month) =>
              paths.incidents('theme', { theme, month })
            }
          />
        </ChartWithTable>
      )}
    </Panel>
  );
}
