import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import InfoIcon from '@material-ui/icons/InfoOutlined';
import {
  wordingHints,
  type ActionItem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useWords } from '../../shared/useWords';

const useStyles = makeStyles((theme: Theme) => ({
  hint: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5),
    color: theme.palette.text.secondary,
  },
  icon: { fontSize: '1rem', marginTop: 2 },
}));

/** What is vague in an action item, each with what would be clearer; nothing when all is clear. */
export function WordingHints(props: {
  item: Pick<ActionItem, 'title' | 'endState'>;
  /** Read out while somebody writes. */
  live?: boolean;
}) {
  const { item, live } = props;
  const classes = useStyles();
  const { t } = useWords();
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
