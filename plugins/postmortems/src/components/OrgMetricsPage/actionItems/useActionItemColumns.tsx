import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import ScheduleIcon from '@material-ui/icons/Schedule';
import {
  isOverdue,
  type ActionItemRecord,
} from '@postmortems/backstage-plugin-postmortems-common';
import { postmortemRouteRef } from '../../../routes';
import type { ListColumn } from '../../shared/list';
import { UtcDay } from '../../shared/format/UtcTime';
import { useTranslation } from '../../shared/translation/useTranslation';

const useStyles = makeStyles((theme: Theme) => ({
  date: { whiteSpace: 'nowrap' },
  overdue: {
    display: 'inline-flex',
    alignItems: 'center',
    verticalAlign: 'text-bottom',
    gap: theme.spacing(0.25),
    marginLeft: theme.spacing(0.75),
    fontWeight: 600,
    color: theme.palette.type === 'dark' ? '#ff9a8b' : '#a3261b',
  },
  icon: { fontSize: '1rem' },
}));

/** The columns of a list of action items. */
export function useActionItemColumns(): ListColumn<ActionItemRecord>[] {
  const { t } = useTranslation();
  const pathOf = useRouteRef(postmortemRouteRef);
  return [
    {
      id: 'title',
      label: t('common.names.title'),
      cell: ({ title, postmortemId }) => (
        <Link to={pathOf({ postmortemId })}>{title}</Link>
      ),
    },
    {
      id: 'owner',
      label: t('common.names.owner'),
      cell: ({ owner }) =>
        owner ? <EntityRefLink entityRef={owner} /> : t('common.noOwner'),
    },
    {
      id: 'state',
      label: t('common.names.state'),
      cell: ({ state }) => t(`common.actionItem.${state}`),
    },
    {
      id: 'priority',
      label: t('common.names.priority'),
      cell: ({ priority }) => t(`common.priority.${priority}`),
    },
    {
      id: 'due',
      label: t('common.names.due'),
      cell: item => <DueDate item={item} />,
    },
    {
      id: 'incident',
      label: t('common.names.incident'),
      cell: ({ incidentKey }) => incidentKey,
    },
  ];
}

function DueDate(props: { item: ActionItemRecord }) {
  const { dueAt } = props.item;
  const classes = useStyles();
  const { t } = useTranslation();
  if (!dueAt) return <>{t('common.noDueDate')}</>;
  return (
    <span className={classes.date}>
      <UtcDay at={dueAt} />
      {isOverdue(props.item) && (
        <span className={classes.overdue}>
          <ScheduleIcon className={classes.icon} aria-hidden />
          {t('common.actionItem.overdue')}
        </span>
      )}
    </span>
  );
}
