import { makeStyles, Theme } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import {
  joinPointer,
  quotableText,
  type JsonObject,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import { DescriptionList } from '../../shared/layout/DescriptionList';
import { Highlight } from './Highlight';
import { JsonPayload } from './JsonPayload';
import { quotesAt, type Spans } from './types';

const MAX_FIELDS = 20;
const MAX_COLUMNS = 8;
const MAX_ROWS = 50;
/** Longest value that reads in a line, in characters. */
const MAX_VALUE = 500;

const useStyles = makeStyles((theme: Theme) => ({
  table: { overflowX: 'auto', margin: theme.spacing(1, 0) },
}));

/**
 * A payload whose shape nobody has described: its fields as a list, lists of records
 * as tables, and whatever that leaves out as JSON.
 */
export function UnknownPayload(props: { payload: JsonObject; spans: Spans }) {
  const { payload, spans } = props;
  const { t } = useTranslation();
  const fields = Object.entries(payload).filter(([name]) => name !== 'kind');
  const values = fields
    .flatMap(([name, value]) => {
      const text = quotableText(value);
      return text !== undefined && text.length <= MAX_VALUE
        ? [{ name, text }]
        : [];
    })
    .slice(0, MAX_FIELDS);
  const tables = fields.flatMap(([name, value]) =>
    isTable(value) ? [{ name, rows: value }] : [],
  );
  const isComplete =
    values.length + tables.length === fields.length &&
    tables.every(
      ({ rows }) =>
        rows.length <= MAX_ROWS &&
        rows.every(row => Object.keys(row).length <= MAX_COLUMNS),
    );
  const shown = [...values, ...tables].map(({ name }) => joinPointer('', name));
  const isElsewhere = spans.some(
    ({ pointer }) =>
      !shown.some(one => pointer === one || pointer.startsWith(`${one}/`)),
  );
  return (
    <>
      <DescriptionList
        entries={values.map(({ name, text }) => [
          name,
          <Highlight
            key={name}
            text={text}
            quotes={quotesAt(spans, joinPointer('', name))}
          />,
        ])}
      />
      {tables.map(({ name, rows }) => (
        <Records key={name} name={name} rows={rows} spans={spans} />
      ))}
      {!isComplete && (
        <details open={isElsewhere}>
          <summary>{t('page.payload.raw')}</summary>
          <JsonPayload
            value={payload}
            pointer=""
            spans={spans}
            label={t('page.payload.raw')}
          />
        </details>
      )}
    </>
  );
}

type Rows = readonly JsonObject[];

function isTable(value: unknown): value is Rows {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      row =>
        typeof row === 'object' &&
        row !== null &&
        !Array.isArray(row) &&
        Object.values(row).every(cell => quotableText(cell) !== undefined),
    )
  );
}

function Records(props: { name: string; rows: Rows; spans: Spans }) {
  const { name, rows, spans } = props;
  const classes = useStyles();
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))].slice(
    0,
    MAX_COLUMNS,
  );
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
    <div className={classes.table} tabIndex={0} role="group" aria-label={name}>
      <Typography variant="caption">{name}</Typography>
      <Table size="small">
        <TableHead>
          <TableRow>
            {columns.map(column => (
              <TableCell key={column}>{column}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.slice(0, MAX_ROWS).map((row, index) => (
            // eslint-disable-next-line react/no-array-index-key -- records of a payload have no identity, and never move
            <TableRow key={index}>
              {columns.map(column => (
                <TableCell key={column}>
                  <Highlight
                    text={quotableText(row[column]) ?? ''}
                    quotes={quotesAt(
                      spans,
                      joinPointer('', name, index, column),
                    )}
                  />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
