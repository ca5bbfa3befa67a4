import { Content, Header, Page } from '@backstage/core-components';
import { useWords } from '../shared/useWords';
import { viewPanelProps, ViewTabs } from '../shared/ViewTabs';
import { ActionItemsList } from './actionItems/ActionItemsList';
import { plainView, usePageAddress, VIEWS, type DrillDown } from './address';
import { FilterBar } from './filters/FilterBar';
import { MetricIncidents } from './incidents/MetricIncidents';
import { OrgMetricsView } from './metrics/OrgMetricsView';
import { PostmortemsList } from './postmortems/PostmortemsList';
import { useOrgMetrics } from './useOrgMetrics';
import { useReturnFocus } from './useReturnFocus';

/** Metrics over all postmortems that the reader may read, and the lists behind them. */
export function OverviewPage() {
  const { t } = useWords();
  const address = usePageAddress();
  const { filters, view } = address;
  const metrics = useOrgMetrics(address, view.view !== 'postmortems');
  useReturnFocus(view);
  const names = {
    learning: t('orgMetrics.learning.tab'),
    postmortems: t('common.postmortems'),
    'action-items': t('common.actionItems'),
  };
  return (
    <Page themeId="tool">
      <Header
        title={t('common.postmortems')}
        subtitle={t('orgMetrics.subtitle')}
      />
      <Content>
        <FilterBar filters={filters} onChange={address.filter} />
        <ViewTabs
          views={VIEWS.map(one => ({ view: one, label: names[one] }))}
          chosen={view.view}
          onChange={chosen => address.goTo(plainView(chosen))}
        />
        <div {...viewPanelProps(view.view)}>
          {view.view === 'learning' &&
            (view.drillDown ? (
              <MetricIncidents
                // Another list, and not the same one with other filters
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

/** Which list it is, in whatever order. */
function drillDownKey({ order, ...drillDown }: DrillDown): string {
  return JSON.stringify(drillDown);
}
