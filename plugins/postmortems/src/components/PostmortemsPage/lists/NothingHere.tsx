import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import { useWords } from '../../useWords';
import { longerPeriod, type PageAddress } from '../address';

const useStyles = makeStyles((theme: Theme) => ({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(5, 2),
    textAlign: 'center',
  },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'center',
    gap: theme.spacing(1),
  },
}));

/** Says why there is nothing, and offers a longer period where there is one. */
export function NothingHere(props: {
  title: string;
  text: string;
  address: PageAddress;
  /** Whether a longer period could help. */
  dated?: boolean;
  children?: ReactNode;
}) {
  const { title, text, address, dated = true, children } = props;
  const classes = useStyles();
  const { t } = useWords();
  const longer = dated ? longerPeriod(address.filters.period) : undefined;
  return (
    <Paper variant="outlined" className={classes.panel}>
      <Typography variant="h6" component="p">
        {title}
      </Typography>
      <Typography variant="body2">{text}</Typography>
      <div className={classes.actions}>
        {longer && (
          <Button
            variant="outlined"
            onClick={() => address.filter({ period: longer })}
          >
            {t('metrics.empty.longer', {
              period: t(`metrics.filter.periods.days${longer}`),
            })}
          </Button>
        )}
        {children}
      </div>
    </Paper>
  );
}
