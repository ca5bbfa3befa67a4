import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useWords } from '../../shared/useWords';
import {
  isNarrowed,
  longerPeriod,
  NOTHING_NARROWED,
  type PageAddress,
} from '../address';
import { focusListHeading } from '../useReturnFocus';

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

/** A way out of an empty list. */
type Offer = { label: string; onChoose(): void };

/** Says why there is nothing, and offers a longer period where there is one, and to clear the filters where there are some. */
export function EmptyList(props: {
  title: string;
  text: string;
  address: PageAddress;
  /** Whether a longer period could help. */
  dated?: boolean;
  /** What else may help. */
  offer?: Offer;
}) {
  const { title, text, address, dated = true, offer } = props;
  const classes = useStyles();
  const { t } = useWords();
  const longer = dated ? longerPeriod(address.filters.period) : undefined;
  const offers: Offer[] = [
    ...(longer
      ? [
          {
            label: t('orgMetrics.empty.longer', {
              period: t(`orgMetrics.filter.periods.days${longer}`),
            }),
            onChoose: () => address.filter({ period: longer }),
          },
        ]
      : []),
    ...(isNarrowed(address.filters)
      ? [
          {
            label: t('orgMetrics.filter.clear'),
            onChoose: () => address.filter(NOTHING_NARROWED),
          },
        ]
      : []),
    ...(offer ? [offer] : []),
  ];
  return (
    <Paper variant="outlined" className={classes.panel}>
      <Typography variant="h6" component="p">
        {title}
      </Typography>
      <Typography variant="body2">{text}</Typography>
      <div className={classes.actions}>
        {offers.map(({ label, onChoose }) => (
          <Button
            key={label}
            variant="outlined"
            onClick={() => {
              // The button goes, and must not take the focus with it
              focusListHeading();
              onChoose();
            }}
          >
            {label}
          </Button>
        ))}
      </div>
    </Paper>
  );
}
