import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Chip from '@material-ui/core/Chip';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { ActionItem } from '@postmortems/backstage-plugin-postmortems-common';
import type { ReactNode } from 'react';
import { useWords } from '../../useWords';

const useStyles = makeStyles((theme: Theme) => ({
  item: {
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(1.5, 2),
    marginBottom: theme.spacing(1.5),
  },
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    margin: theme.spacing(1, 0),
  },
  chip: { margin: 0 },
  facts: { color: theme.palette.text.secondary, margin: 0 },
}));

/** A follow-up: what, who, until when, how one sees that it is done, and why. */
export function ActionItemBlock(props: { item: ActionItem; why: ReactNode }) {
  const { item, why } = props;
  const classes = useStyles();
  const { t } = useWords();
  return (
    <div className={classes.item}>
      <Typography variant="subtitle1" component="h3">
        {item.title}
      </Typography>
      <div className={classes.chips}>
        {[
          t(`page.actionItem.state.${item.state}`),
          t(`page.actionItem.type.${item.type}`),
          t(`page.actionItem.priority.${item.priority}`),
        ].map(label => (
          <Chip
            key={label}
            className={classes.chip}
            size="small"
            variant="outlined"
            label={label}
          />
        ))}
      </div>
      <Typography variant="body2" className={classes.facts}>
        {t('page.actionItem.owner')}:{' '}
        {item.owner ? (
          <EntityRefLink entityRef={item.owner} />
        ) : (
          t('page.actionItem.noOwner')
        )}
        {item.dueAt && (
          <>
            {' · '}
            {t('page.actionItem.due')}:{' '}
            <time dateTime={item.dueAt}>{item.dueAt.slice(0, 10)}</time>
          </>
        )}
      </Typography>
      <Typography variant="body2">
        {t('page.actionItem.done')}: {item.endState}
      </Typography>
      <Typography variant="body2" component="div">
        {t('page.actionItem.why')}: {why}
      </Typography>
    </div>
  );
}
