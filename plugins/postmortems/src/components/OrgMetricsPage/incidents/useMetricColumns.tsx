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
  type ContributingFactorCategory,
  type OrgMetricIncident,
} from '@postmortems/backstage-plugin-postmortems-common';
import { postmortemRouteRef } from '../../../routes';
import { formatMinutes } from '../../shared/format/duration';
import type { ListColumn } from '../../shared/list';
import { VerdictChips } from '../../shared/verdicts/VerdictChips';
import { UtcTime } from '../../shared/format/UtcTime';
import { useTranslation } from '../../shared/translation/useTranslation';
import { categoryTitle } from '../../shared/categories/categoryTitle';
import type { DrillDown } from '../../shared/orgMetricsAddress';
import { useTabPath } from './useTabPath';

/** The columns of the list of incidents behind a metric. */
export function useMetricColumns(
  { metric, part }: DrillDown,
  categories: readonly ContributingFactorCategory[],
): ListColumn<OrgMetricIncident>[] {
  const { t } = useTranslation();
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
            {formatMinutes(minutes, t)}
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
      cell: ({ previous }) =>
        previous && <Previous previous={previous} categories={categories} />,
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
    ...(repeats && part !== 'rest' ? [all.previous] : []),
    all.postmortem,
  ];
}

/** Title and key, linked to the postmortem if there is one. */
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

/** The review status of the postmortem, or where to start it. */
function PostmortemStatus(props: { incident: OrgMetricIncident }) {
  const { postmortem, services } = props.incident;
  const { t } = useTranslation();
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

/** The incident that this one repeats, and what they have in common. */
function Previous(props: {
  previous: NonNullable<OrgMetricIncident['previous']>;
  categories: readonly ContributingFactorCategory[];
}) {
  const { incidentKey, startedAt, serviceRef, basis, value, postmortemId } =
    props.previous;
  const { t } = useTranslation();
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
              category: categoryTitle(props.categories, value),
            })
          : t('orgMetrics.drillDown.sameAlert', { alertName: value })}{' '}
        <EntityRefLink entityRef={serviceRef} underline="always" />
      </Typography>
    </>
  );
}
