import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { Suspense, useState, type ReactNode } from 'react';
import { useWords } from '../../shared/useWords';
import { DataTable, type DataRows } from './DataTable';

const useStyles = makeStyles({
  // There for screen readers, and out of sight until it is asked for
  hidden: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
    whiteSpace: 'nowrap',
  },
  frame: { position: 'relative' },
  // In line with the words above it
  toggle: { marginLeft: -5 },
});

/** A chart and the table with its numbers. Screen readers always have the table; everybody else gets it on request, with links. */
export function ChartWithTable(props: {
  /** What the chart shows. */
  label: string;
  data: DataRows;
  /** Height of the chart in pixels, for as long as it is not there. */
  height: number;
  children: ReactNode;
}) {
  const { label, data, height, children } = props;
  const classes = useStyles();
  const { t } = useWords();
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
