import { Content, Header, Page } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import GetAppIcon from '@material-ui/icons/GetApp';
import { useCallback, useRef } from 'react';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { useCursorPages } from '../useCursorPages';
import { useWords } from '../useWords';
import { AllRetrospectives } from './AllRetrospectives';
import { FilterBar } from './FilterBar';
import { downloadCsv } from './metrics/csv';
import { MetricsOverview } from './metrics/MetricsOverview';
import { toQuery, useListFilters, type ListFilters } from './useListFilters';

const PER_PAGE = 50;

const useStyles = makeStyles((theme: Theme) => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  },
}));

/** Figures over all postmortems that the reader may read, and the postmortems behind them. */
export function PostmortemsListPage() {
  const { t } = useWords();
  const classes = useStyles();
  const api = useApi(postmortemsApiRef);
  const [filters, change] = useListFilters();
  const list = useRef<HTMLHeadingElement>(null);
  const { period, entity, severity, tier } = filters;
  const { status, only, theme, q, order } = filters;
  const pages = useCursorPages(
    useCallback(
      (cursor: string | undefined, signal: AbortSignal) =>
        api.listRetrospectives(
          {
            ...toQuery({ period, entity, severity, tier, order }),
            status,
            only,
            theme,
            q,
            order,
            cursor,
            limit: PER_PAGE,
          },
          { signal },
        ),
      [api, period, entity, severity, tier, status, only, theme, q, order],
    ),
  );
  const drillDown = (part: Partial<ListFilters>) => {
    change(part);
    list.current?.scrollIntoView?.({ behavior: 'smooth' });
    list.current?.focus({ preventScroll: true });
  };
  return (
    <Page themeId="tool">
      <Header title={t('list.pageTitle')} subtitle={t('list.pageSubtitle')} />
      <Content>
        <FilterBar filters={filters} onChange={change} />
        <MetricsOverview filters={filters} onDrillDown={drillDown} />
        <div className={classes.head}>
          <Typography variant="h5" component="h2" ref={list} tabIndex={-1}>
            {t('metrics.list')}
          </Typography>
          <Button
            size="small"
            startIcon={<GetAppIcon />}
            disabled={pages.items.length === 0}
            onClick={() =>
              downloadCsv('postmortems.csv', [
                ['incident', 'title', 'status', 'severity', 'started', 'open'],
                ...pages.items.map(one => [
                  one.incidentKey,
                  one.title,
                  one.status,
                  one.incident.severity,
                  one.incident.startedAt,
                  one.openFollowUps,
                ]),
              ])
            }
          >
            {t('metrics.csvList')}
          </Button>
        </div>
        <AllRetrospectives
          pages={pages}
          filtered={[status, only, theme, q, entity, severity, tier].some(
            one => one !== undefined,
          )}
          onShowAll={() =>
            change({
              status: undefined,
              only: undefined,
              theme: undefined,
              q: undefined,
              entity: undefined,
              severity: undefined,
              tier: undefined,
            })
          }
        />
      </Content>
    </Page>
  );
}
