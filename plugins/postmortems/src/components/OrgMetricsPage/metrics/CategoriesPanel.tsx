import Typography from '@material-ui/core/Typography';
import type { OrgMetrics } from '@postmortems/backstage-plugin-postmortems-common';
import { lazy } from 'react';
import { categoryTitle } from '../../shared/categories/categoryTitle';
import { useCategories } from '../../shared/categories/useCategories';
import { useTranslation } from '../../shared/translation/useTranslation';
import { formatMonth } from '../incidents/drillDownTitle';
import { ChartWithTable } from './ChartWithTable';
import type { MetricPaths } from './metricPaths';
import { Panel } from './Panel';
import { categoryRowsOf } from './categoryRows';

const HEIGHT = 340;

const CategoriesChart = lazy(() =>
  import('./charts').then(m => ({ default: m.CategoriesChart })),
);

/** Incidents by contributing-factor category, per month. */
export function CategoriesPanel(props: {
  metrics: OrgMetrics;
  paths: MetricPaths;
}) {
  const { metrics, paths } = props;
  const { t } = useTranslation();
  const categories = useCategories();
  const titleOf = (id: string) => categoryTitle(categories, id);
  const rows = categoryRowsOf(metrics);
  const label = t('orgMetrics.categories.summary');
  return (
    <Panel
      name="categories"
      title={t('orgMetrics.categories.title')}
      definition={t('orgMetrics.categories.definition')}
    >
      {rows.categories.length === 0 ? (
        <Typography>{t('orgMetrics.categories.none')}</Typography>
      ) : (
        <ChartWithTable
          label={label}
          height={HEIGHT}
          data={{
            columns: [
              t('orgMetrics.categories.category'),
              t('orgMetrics.categories.total'),
              ...rows.months.map(formatMonth),
            ],
            rows: rows.categories.map(({ category, total, byMonth }) => ({
              key: category,
              name: { value: titleOf(category) },
              cells: [
                { value: total, to: paths.incidents('category', { category }) },
                ...byMonth.map((value, index) => ({
                  value,
                  to: paths.incidents('category', {
                    category,
                    month: rows.months[index],
                  }),
                })),
              ],
            })),
          }}
        >
          <CategoriesChart
            rows={rows}
            titleOf={titleOf}
            pathTo={(category, month) =>
              paths.incidents('category', { category, month })
            }
          />
        </ChartWithTable>
      )}
    </Panel>
  );
}
