import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from '../../shared/translation/useTranslation';
import { DataTable, type DataRows } from './DataTable';

const useStyles = makeStyles({
  // For screen readers; others see it on request
  hidden: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
    whiteSpace: 'nowrap',
  },
  frame: { position: 'relative' },
  // Aligned with the text above
  toggle: { marginLeft: -5 },
});

/**
 * A chart and the table with its numbers. Screen readers always have the table;
 * others open it with a button.
 */
export function ChartWithTable(props: {
  /** What the chart shows. */
  label: string;
  data: DataRows;
  /** The height of the chart in pixels, kept free while it loads. */
  height: number;
  children: ReactNode;
}) {
  const { label, data, height, children } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  return (
    <div className={classes.frame}>
      <Suspense
        fallback={<Skeleton variant="rect" animation={false} height={height} />}
      >
        {children}
      </Suspense>
      <Button
        size="small"
        className={classes.toggle}
        aria-expanded={asTable}
        onClick={() => setAsTable(!asTable)}
      >
        {asTable
          ? t('orgMetrics.chart.asChart')
          : t('orgMetrics.chart.asTable')}
      </Button>
      <div className={asTable ? undefined : classes.hidden}>
        <DataTable label={label} data={data} withLinks={asTable} />
      </div>
    </div>
  );
}
