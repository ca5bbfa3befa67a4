import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useTranslation } from '../../shared/translation/useTranslation';
import {
  hasFilters,
  longerPeriod,
  NO_FILTERS,
  type PageAddress,
} from '../../shared/orgMetricsAddress';
import { focusListHeading } from '../focus/useReturnFocus';
import { Row } from '../../shared/layout/Row';

const useStyles = makeStyles((theme: Theme) => ({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(5, 2),
    textAlign: 'center',
  },
}));

/** An action that may lead to results. */
type Offer = { label: string; onChoose(): void };

/** Explains an empty list, and offers a longer period or cleared filters. */
export function EmptyList(props: {
  title: string;
  text: string;
  address: PageAddress;
  /** Whether a longer period could help. */
  dated?: boolean;
  offer?: Offer;
}) {
  const { title, text, address, dated = true, offer } = props;
  const classes = useStyles();
  const { t } = useTranslation();
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
    ...(hasFilters(address.filters)
      ? [
          {
            label: t('orgMetrics.filter.clear'),
            onChoose: () => address.filter(NO_FILTERS),
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
      <Row justifyContent="center">
        {offers.map(({ label, onChoose }) => (
          <Button
            key={label}
            variant="outlined"
            onClick={() => {
              // The button unmounts with the focus
              focusListHeading();
              onChoose();
            }}
          >
            {label}
          </Button>
        ))}
      </Row>
    </Paper>
  );
}
