import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import type { OrgMetrics } from '@postmortems/backstage-plugin-postmortems-common';
import { lazy, useState } from 'react';
import { useTranslation } from '../../shared/translation/useTranslation';
import { UtcTime } from '../../shared/format/UtcTime';
import { formatNumber } from '../../shared/format/numbers';
import { ChartWithTable } from './ChartWithTable';
import type { MetricPaths } from './metricPaths';
import { Panel } from './Panel';

/** Groups that are shown at first. */
const TOP = 8;
const HEIGHT = 300;

const GroupsChart = lazy(() =>
  import('./charts').then(m => ({ default: m.GroupsChart })),
);

/** The action items of each group, by status. */
export function GroupsPanel(props: {
  metrics: OrgMetrics;
  paths: MetricPaths;
}) {
  const { paths } = props;
  const { byGroup, open, overdue, closed, ownersAsOf } =
    props.metrics.actionItems;
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const groups = (all ? byGroup : byGroup.slice(0, TOP)).map(
    ({ group = 'none', ...counts }) => ({
      group,
      ...counts,
      notOverdue: counts.open - counts.overdue,
    }),
  );
  return (
    <Panel
      name="groups"
      title={t('orgMetrics.groups.title')}
      definition={t('orgMetrics.groups.definition')}
    >
      {groups.length === 0 ? (
        <Typography>{t('orgMetrics.groups.none')}</Typography>
      ) : (
        <ChartWithTable
          label={t('orgMetrics.groups.summary')}
          height={HEIGHT}
          data={{
            columns: [
              t('orgMetrics.groups.group'),
              t('common.actionItem.open'),
              t('common.actionItem.overdue'),
              t('common.actionItem.closed'),
            ],
            rows: groups.map(({ group, ...counts }) => ({
              key: group,
              name: {
                value:
                  group === 'none' ? (
                    t('common.noOwner')
                  ) : (
                    <EntityDisplayName entityRef={group} hideIcon />
                  ),
              },
              cells: (['open', 'overdue', 'closed'] as const).map(status => ({
                value: counts[status],
                to: paths.actionItems(status, group),
              })),
            })),
          }}
        >
          <GroupsChart
            groups={groups}
            totals={{ overdue, notOverdue: open - overdue, closed }}
            pathTo={paths.actionItems}
          />
        </ChartWithTable>
      )}
      {ownersAsOf && (
        <Typography variant="body2" color="textSecondary">
          {t('orgMetrics.groups.ownersAsOf')} <UtcTime at={ownersAsOf} />
        </Typography>
      )}
      {byGroup.length > TOP && (
        <Button size="small" aria-expanded={all} onClick={() => setAll(!all)}>
          {all
            ? t('orgMetrics.groups.showTop', { number: `${TOP}` })
            : t('orgMetrics.groups.showAll', {
                number: formatNumber(byGroup.length),
              })}
        </Button>
      )}
    </Panel>
  );
}
