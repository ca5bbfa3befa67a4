import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import CloseIcon from '@material-ui/icons/Close';
import GetAppIcon from '@material-ui/icons/GetApp';
import { useEffect, useRef, useState } from 'react';
import { describeError } from '../../shared/errors/describeError';
import { useTranslation } from '../../shared/translation/useTranslation';
import { countParams, formatNumber } from '../../shared/format/numbers';
import { downloadCsv, type CsvColumn } from './csv';
import { MAX_ROWS, readAllPages, type PageReader } from './readAllPages';
import { Row } from '../../shared/layout/Row';

type State =
  | { is: 'idle' }
  | { is: 'reading'; rows: number }
  | { is: 'done'; rows: number; truncated: boolean }
  | { is: 'cancelled' }
  | { is: 'failed'; error: unknown };

/** Downloads a whole list, including rows that are not loaded yet. */
export function ListCsvButton<T>(props: {
  fileName: string;
  columns: readonly CsvColumn<T>[];
  /** Must be memoised, as another function means another list. */
  read: PageReader<T>;
}) {
  const { fileName, columns, read } = props;
  const { t } = useTranslation();
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
      const { items, truncated } = await readAllPages(read, {
        signal,
        onProgress: rows => settle({ is: 'reading', rows }),
      });
      downloadCsv(fileName, [
        columns.map(([name]) => name),
        ...items.map(item => columns.map(([, valueOf]) => valueOf(item))),
      ]);
      settle({ is: 'done', rows: items.length, truncated });
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
    <Row gridGap="4px 8px">
      <Typography variant="body2" role="status">
        {reading &&
          t('orgMetrics.csv.progress', { number: formatNumber(state.rows) })}
        {state.is === 'cancelled' && t('orgMetrics.csv.cancelled')}
        {state.is === 'failed' &&
          `${t('orgMetrics.csv.failed')}: ${
            describeError(state.error).message
          }`}
        {state.is === 'done' &&
          (state.truncated
            ? t('orgMetrics.csv.truncated', { number: formatNumber(MAX_ROWS) })
            : t('orgMetrics.csv.done', countParams(state.rows)))}
      </Typography>
      {/* One button for both actions keeps the focus */}
      <Button
        size="small"
        startIcon={reading ? <CloseIcon /> : <GetAppIcon />}
        onClick={reading ? cancel : download}
      >
        {reading ? t('orgMetrics.csv.cancel') : t('orgMetrics.csv.list')}
      </Button>
    </Row>
  );
}
