import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import InfoIcon from '@material-ui/icons/InfoOutlined';
import {
  wordingHints,
  type ActionItem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';

const useStyles = makeStyles((theme: Theme) => ({
  hint: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5),
    color: theme.palette.text.secondary,
  },
  icon: { fontSize: '1rem', marginTop: 2 },
}));

/** Suggestions for vague wording in an action item. */
export function WordingHints(props: {
  item: Pick<ActionItem, 'title' | 'endState'>;
  /** Announces changes to screen readers. */
  live?: boolean;
}) {
  const { item, live } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <div aria-live={live ? 'polite' : undefined}>
      {wordingHints(item).map(hint => (
        <Typography
          key={hint}
          variant="body2"
          component="p"
          className={classes.hint}
        >
          <InfoIcon className={classes.icon} aria-hidden />
          {t(`page.actionItem.hints.${hint}`)}
        </Typography>
      ))}
    </div>
  );
}
