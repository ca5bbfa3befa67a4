import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import { makeStyles, Theme } from '@material-ui/core/styles';
import {
  isOverdue,
  type ActionItemRecord,
} from '@postmortems/backstage-plugin-postmortems-common';
import { postmortemRouteRef } from '../../routes';
import { formatUtcDate } from '../shared/format/times';
import { useTranslation } from '../shared/translation/useTranslation';

const useStyles = makeStyles((theme: Theme) => ({
  overdue: {
    margin: theme.spacing(0.25, 0),
    color: theme.palette.getContrastText(theme.palette.error.dark),
    backgroundColor: theme.palette.error.dark,
  },
}));

/** An action item with its due date and incident, linked to its postmortem. */
export function MyActionItem(props: { item: ActionItemRecord }) {
  const { postmortemId, incidentKey, title, dueAt } = props.item;
  const classes = useStyles();
  const { t } = useTranslation();
  const pathOf = useRouteRef(postmortemRouteRef);
  const date = dueAt && formatUtcDate(dueAt);
  const due = date ? t('home.due', { date }) : t('common.noDueDate');
  const overdue = isOverdue(props.item);
  return (
    <>
      <Link to={pathOf({ postmortemId })}>{title}</Link>
      <Typography variant="body2" component="div">
        {date && overdue ? (
          <Chip
            size="small"
            className={classes.overdue}
            label={t('home.overdue', { date })}
          />
        ) : (
          due
        )}
        {' · '}
        {incidentKey}
      </Typography>
    </>
  );
}
