import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  EntityDisplayName,
  EntityRefLink,
  EntityRefLinks,
} from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import Typography from '@material-ui/core/Typography';
import {
  DURATION_METRICS,
  incidentCreatePermission,
  type OrgMetricIncident,
} from '@postmortems/backstage-plugin-postmortems-common';
import { postmortemRouteRef } from '../../../routes';
import { minutesInWords } from '../../shared/duration';
import type { ListColumn } from '../../shared/list';
import { VerdictChips } from '../../shared/VerdictChips';
import { UtcTime } from '../../shared/UtcTime';
import { useWords } from '../../shared/useWords';
import type { DrillDown } from '../address';
import { categoryTitle } from '../categoryTitle';
import { useTabPath } from './useTabPath';

/** What a list says of each incident behind a metric, and what the incident adds to it. */
export function useMetricColumns({
  metric,
  part,
}: DrillDown): ListColumn<OrgMetricIncident>[] {
  const { t } = useWords();
  const all: Record<string, ListColumn<OrgMetricIncident>> = {
    incident: {
      id: 'incident',
      label: t('common.names.incident'),
      cell: incident => <IncidentTitle incident={incident} />,
    },
    severity: {
      id: 'severity',
      label: t('common.names.severity'),
      cell: ({ severity }) => t(`common.severity.${severity}`),
    },
    started: {
      id: 'started',
      label: t('common.names.startedAt'),
      cell: ({ startedAt }) => <UtcTime at={startedAt} />,
    },
    services: {
      id: 'services',
      label: t('orgMetrics.drillDown.columns.services'),
      cell: ({ services }) => <EntityRefLinks entityRefs={services} />,
    },
    took: {
      id: 'took',
      label: t('orgMetrics.drillDown.columns.took'),
      cell: ({ minutes }) =>
        minutes === undefined ? undefined : (
          <span style={{ whiteSpace: 'nowrap' }}>
            {minutesInWords(minutes, t)}
          </span>
        ),
    },
    verdicts: {
      id: 'verdicts',
      label: t('orgMetrics.drillDown.columns.claims'),
      cell: ({ verdicts }) => verdicts && <VerdictChips counts={verdicts} />,
    },
    previous: {
      id: 'previous',
      label: t('orgMetrics.drillDown.columns.previous'),
      cell: ({ previous }) => previous && <Previous previous={previous} />,
    },
    postmortem: {
      id: 'postmortem',
      label: t('orgMetrics.drillDown.columns.postmortem'),
      cell: incident => <PostmortemStatus incident={incident} />,
    },
  };
  const repeats =
    metric === 'repeats_within_20_days' || metric === 'repeats_within_90_days';
  return [
    all.incident,
    all.severity,
    all.started,
    all.services,
    ...(DURATION_METRICS.includes(metric) ? [all.took] : []),
    ...(metric === 'coverage' ? [all.verdicts] : []),
    ...(repeats && part !== 'misses' ? [all.previous] : []),
    all.postmortem,
  ];
}

/** Title and key; they lead to the postmortem if there is one. */
function IncidentTitle(props: { incident: OrgMetricIncident }) {
  const { incidentKey, title, postmortem } = props.incident;
  const pathOf = useRouteRef(postmortemRouteRef);
  return (
    <>
      {postmortem ? (
        <Link to={pathOf({ postmortemId: postmortem.id })}>{title}</Link>
      ) : (
        title
      )}
      <Typography variant="caption" component="div">
        {incidentKey}
      </Typography>
    </>
  );
}

/** How far the postmortem is, or where to start it. */
function PostmortemStatus(props: { incident: OrgMetricIncident }) {
  const { postmortem, services } = props.incident;
  const { t } = useWords();
  const pathOfTab = useTabPath();
  const { allowed: mayStart } = usePermission({
    permission: incidentCreatePermission,
  });
  const service = services.find(ref => pathOfTab(ref));
  const tab = service && pathOfTab(service);
  if (postmortem) return <>{t(`common.reviewStatus.${postmortem.status}`)}</>;
  return (
    <>
      {t('orgMetrics.drillDown.none')}
      {mayStart && tab && (
        <Typography variant="caption" component="div">
          {t('orgMetrics.drillDown.startOn')}{' '}
          <Link to={tab} underline="always">
            <EntityDisplayName entityRef={service} hideIcon />
          </Link>
        </Typography>
      )}
    </>
  );
}

/** The incident that this one repeats, and in what. */
function Previous(props: {
  previous: NonNullable<OrgMetricIncident['previous']>;
}) {
  const { incidentKey, startedAt, serviceRef, basis, value, postmortemId } =
    props.previous;
  const { t } = useWords();
  const pathOf = useRouteRef(postmortemRouteRef);
  return (
    <>
      {postmortemId ? (
        <Link to={pathOf({ postmortemId })} underline="always">
          {incidentKey}
        </Link>
      ) : (
        incidentKey
      )}{' '}
      <UtcTime at={startedAt} />
      <Typography variant="caption" component="div">
        {basis === 'category'
          ? t('orgMetrics.drillDown.sameCategory', {
              category: categoryTitle(value),
            })
          : t('orgMetrics.drillDown.sameAlert', { alertName: value })}{' '}
        <EntityRefLink entityRef={serviceRef} underline="always" />
      </Typography>
    </>
  );
}
