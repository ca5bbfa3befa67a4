import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import { useWords } from '../../useWords';

const useStyles = makeStyles((theme: Theme) => ({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    padding: theme.spacing(2),
  },
  value: { fontVariantNumeric: 'tabular-nums' },
  definition: { flexGrow: 1 },
}));

/** One figure with its sample, and what exactly it counts. */
export function FigureCard(props: {
  title: string;
  /** `undefined` when the sample is too small to say anything. */
  value: string | undefined;
  sample: string;
  definition: string;
  drillDown?: { label: string; onClick(): void };
  children?: ReactNode;
}) {
  const { title, value, sample, definition, drillDown, children } = props;
  const classes = useStyles();
  const { t } = useWords();
  return (
    <Paper variant="outlined" className={classes.card} component="section">
      <Typography variant="subtitle2" component="h3">
        {title}
      </Typography>
      <Typography
        variant={value === undefined ? 'body1' : 'h4'}
        component="p"
        className={classes.value}
      >
        {value ?? t('metrics.notEnough')}
      </Typography>
      <Typography variant="body2">{sample}</Typography>
      {children}
      <Typography
        variant="caption"
        component="p"
        className={classes.definition}
      >
        {definition}
      </Typography>
      {drillDown && (
        <div>
          <Button size="small" onClick={drillDown.onClick}>
            {drillDown.label}
          </Button>
        </div>
      )}
    </Paper>
  );
}
