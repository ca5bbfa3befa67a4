import { Content, Header, Page } from '@backstage/core-components';
import { useTranslation } from '../shared/translation/useTranslation';
import { viewPanelProps, ViewTabs } from '../shared/layout/ViewTabs';
import { ActionItemsList } from './actionItems/ActionItemsList';
import {
  defaultView,
  usePageAddress,
  VIEWS,
  type DrillDown,
} from '../shared/orgMetricsAddress';
import { FilterBar } from './filters/FilterBar';
import { MetricIncidents } from './incidents/MetricIncidents';
import { OrgMetricsView } from './metrics/OrgMetricsView';
import { PostmortemsList } from './postmortems/PostmortemsList';
import { SourcesLink } from './SourcesLink';
import { useOrgMetrics } from './useOrgMetrics';
import { useReturnFocus } from './focus/useReturnFocus';

/**
 * Org metrics over the postmortems that the reader can read, and the lists
 * behind them.
 */
export function OrgMetricsPage() {
  const { t } = useTranslation();
  const address = usePageAddress();
  const { filters, view } = address;
  const metrics = useOrgMetrics(address, view.view !== 'postmortems');
  useReturnFocus(view);
  const names = {
    metrics: t('orgMetrics.metrics.tab'),
    postmortems: t('common.postmortems'),
    'action-items': t('common.actionItems'),
  };
  return (
    <Page themeId="tool">
      <Header
        title={t('common.postmortems')}
        subtitle={t('orgMetrics.subtitle')}
      >
        <SourcesLink />
      </Header>
      <Content>
        <FilterBar filters={filters} onChange={address.filter} />
        <ViewTabs
          views={VIEWS.map(one => ({ view: one, label: names[one] }))}
          chosen={view.view}
          onChange={chosen => address.goTo(defaultView(chosen))}
        />
        <div {...viewPanelProps(view.view)}>
          {view.view === 'metrics' &&
            (view.drillDown ? (
              <MetricIncidents
                // Remounts for another list, but not for other filters
                key={drillDownKey(view.drillDown)}
                drillDown={view.drillDown}
                address={address}
                metrics={metrics}
              />
            ) : (
              <OrgMetricsView address={address} metrics={metrics} />
            ))}
          {view.view === 'postmortems' && (
            <PostmortemsList view={view} address={address} />
          )}
          {view.view === 'action-items' && (
            <ActionItemsList view={view} address={address} metrics={metrics} />
          )}
        </div>
      </Content>
    </Page>
  );
}

/** Identifies a list, whatever its order. */
function drillDownKey({ order, ...drillDown }: DrillDown): string {
  return JSON.stringify(drillDown);
}
