import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CloseIcon from '@material-ui/icons/Close';
import GetAppIcon from '@material-ui/icons/GetApp';
import { useEffect, useRef, useState } from 'react';
import { describeFailure } from '../../shared/failure/failure';
import { useWords } from '../../shared/useWords';
import { counted, numberText } from '../../shared/numbers';
import { downloadCsv, type Cell } from './csv';
import { MAX_ROWS, readAllPages, type PageReader } from './readAllPages';

const useStyles = makeStyles((theme: Theme) => ({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
  },
}));

type State =
  | { is: 'idle' }
  | { is: 'reading'; rows: number }
  | { is: 'done'; rows: number; cut: boolean }
  | { is: 'cancelled' }
  | { is: 'failed'; error: unknown };

/** Downloads a whole list, whatever part of it the screen shows. */
export function ListCsvButton<T>(props: {
  fileName: string;
  header: string[];
  rowOf(item: T): Cell[];
  /** Has to keep its identity for as long as it reads the same list. */
  read: PageReader<T>;
}) {
  const { fileName, header, rowOf, read } = props;
  const classes = useStyles();
  const { t } = useWords();
  const [state, setState] = useState<State>({ is: 'idle' });
  const running = useRef<AbortController>();
  useEffect(() => {
    setState({ is: 'idle' });
    return () => running.current?.abort();
  }, [read]);

  const download = async () => {
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    const settle = (next: State) => {
      if (!signal.aborted) setState(next);
    };
    settle({ is: 'reading', rows: 0 });
    try {
      const { items, cut } = await readAllPages(read, {
        signal,
        onProgress: rows => settle({ is: 'reading', rows }),
      });
      downloadCsv(fileName, [header, ...items.map(rowOf)]);
      settle({ is: 'done', rows: items.length, cut });
    } catch (error) {
      settle({ is: 'failed', error });
    }
  };
  const cancel = () => {
    running.current?.abort();
    setState({ is: 'cancelled' });
  };
  const reading = state.is === 'reading';
  return (
    <div className={classes.line}>
      <Typography variant="body2" role="status">
        {reading &&
          t('orgMetrics.csv.progress', { number: numberText(state.rows) })}
        {state.is === 'cancelled' && t('orgMetrics.csv.cancelled')}
        {state.is === 'failed' &&
          `${t('orgMetrics.csv.failed')}: ${
            describeFailure(state.error).message
          }`}
        {state.is === 'done' &&
          (state.cut
            ? t('orgMetrics.csv.cut', { number: numberText(MAX_ROWS) })
            : t('orgMetrics.csv.done', counted(state.rows)))}
      </Typography>
      {/* One button for both, so that the focus stays on it */}
      <Button
        size="small"
        startIcon={reading ? <CloseIcon /> : <GetAppIcon />}
        onClick={reading ? cancel : download}
      >
        {reading ? t('orgMetrics.csv.cancel') : t('orgMetrics.csv.list')}
      </Button>
    </div>
  );
}
