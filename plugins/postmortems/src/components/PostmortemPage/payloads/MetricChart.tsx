import Button from '@material-ui/core/Button';
import { makeStyles, Theme, useTheme } from '@material-ui/core/styles';
import type { MetricPayload } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatUtcDate, formatUtcTime } from '../../shared/format/times';
import { useTranslation } from '../../shared/translation/useTranslation';
import { DescriptionList } from '../../shared/layout/DescriptionList';
import { formatMetricValue } from './metricUnits';
import { thresholdOf } from './threshold';
import type { Spans } from './types';

const useStyles = makeStyles((theme: Theme) => ({
  chart: { height: 220, margin: theme.spacing(1, 0) },
  compact: { height: 140, maxWidth: 480, margin: 0 },
  smallButton: {
    ...theme.typography.caption,
    color: theme.palette.text.secondary,
    textTransform: 'none',
  },
  table: {
    display: 'block',
    maxHeight: 240,
    overflow: 'auto',
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': {
      textAlign: 'left',
      padding: theme.spacing(0.25, 2, 0.25, 0),
    },
  },
  quoted: { fontWeight: 700 },
}));

/** Windows beyond which dates, and within which seconds tell times apart, in milliseconds. */
const ONE_DAY = 86_400_000;
const TEN_MINUTES = 600_000;

/** Height of a label, in pixels. */
const LABEL = 20;

/**
 * A metric over time with its quoted points highlighted, and a table on
 * request.
 */
export function MetricChart(props: {
  metric: MetricPayload;
  spans: Spans;
  /** Small, without the query. */
  compact?: boolean;
  /** A time that is marked, in milliseconds. */
  moment?: { at: number; label: string };
}) {
  const { metric, spans, compact, moment } = props;
  const classes = useStyles();
  const theme = useTheme();
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const points = metric.points
    .map(([time, value], index) => ({
      at: Date.parse(time),
      time,
      value,
      index,
    }))
    .filter(({ at }) => Number.isFinite(at));
  const quotedIndexes = new Set(
    spans.flatMap(({ pointer }) => {
      const match = /^\/points\/(\d+)(?:\/|$)/.exec(pointer);
      return match ? [Number(match[1])] : [];
    }),
  );
  const threshold = thresholdOf(metric);
  const window = (points.at(-1)?.at ?? 0) - (points.at(0)?.at ?? 0);
  const isLate =
    moment && points.length > 0 && moment.at - points[0].at > window / 2;
  const label = t('page.payload.chart', { metric: metric.metric });
  return (
    <>
      {!compact && (
        <DescriptionList
          entries={[
            [
              t('page.payload.value'),
              metric.unit ? `${metric.metric} (${metric.unit})` : metric.metric,
            ],
            [
              t('page.payload.query'),
              metric.query && <code>{metric.query}</code>,
            ],
          ]}
        />
      )}
      <div
        className={`${classes.chart} ${compact ? classes.compact : ''}`}
        role="img"
        aria-label={
          moment
            ? `${label}. ${moment.label}: ${formatUtcTime(moment.at)} UTC`
            : label
        }
      >
        <ResponsiveContainer width="100%" height="100%">
          <LineChart
            data={points}
            margin={{ top: moment ? LABEL : 8, right: 12, bottom: 0, left: 0 }}
          >
            <CartesianGrid stroke={theme.palette.divider} vertical={false} />
            <XAxis
              dataKey="at"
              type="number"
              domain={['dataMin', 'dataMax']}
              tickFormatter={at =>
                window > ONE_DAY
                  ? formatUtcDate(Number(at)).slice('YYYY-'.length)
                  : formatUtcTime(Number(at), { seconds: window < TEN_MINUTES })
              }
              stroke={theme.palette.text.secondary}
              fontSize={12}
              minTickGap={40}
            />
            <YAxis
              stroke={theme.palette.text.secondary}
              fontSize={12}
              width={64}
              tickCount={compact ? 3 : 5}
              tickFormatter={value => formatMetricValue(value, metric.unit)}
            />
            <Tooltip
              labelFormatter={at =>
                formatUtcTime(Number(at), { seconds: true })
              }
              formatter={value => [
                formatMetricValue(Number(value), metric.unit),
                metric.metric,
              ]}
              contentStyle={{
                backgroundColor: theme.palette.background.paper,
                color: theme.palette.text.primary,
              }}
            />
            <Line
              dataKey="value"
              stroke={theme.palette.primary.main}
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
            />
            {threshold && (
              <ReferenceLine
                y={threshold.value}
                stroke={theme.palette.error.main}
                strokeDasharray="6 3"
                ifOverflow="extendDomain"
                label={{
                  value: t('page.chart.threshold', {
                    condition: `${threshold.operator} ${formatMetricValue(
                      threshold.value,
                      metric.unit,
                    )}`,
                  }),
                  position: 'insideBottomRight',
                  fontSize: 12,
                  fill: theme.palette.text.primary,
                }}
              />
            )}
            {moment && (
              <ReferenceLine
                x={moment.at}
                stroke={theme.palette.warning.main}
                strokeDasharray="4 3"
                ifOverflow="extendDomain"
                label={{
                  value: moment.label,
                  // Above the chart, on the side that has room
                  position: isLate ? 'insideTopRight' : 'insideTopLeft',
                  dy: -LABEL,
                  fontSize: 12,
                  fill: theme.palette.text.primary,
                }}
              />
            )}
            {points
              .filter(({ index }) => quotedIndexes.has(index))
              .map(({ at, value, index }) => (
                <ReferenceDot
                  key={index}
                  x={at}
                  y={value}
                  r={5}
                  fill={theme.palette.warning.main}
                  stroke={theme.palette.background.paper}
                />
              ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
      <Button
        size="small"
        className={compact ? classes.smallButton : undefined}
        aria-expanded={asTable}
        onClick={() => setAsTable(!asTable)}
      >
        {t('page.payload.table')}
      </Button>
      {asTable && (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
        <table className={classes.table} aria-label={label} tabIndex={0}>
          <thead>
            <tr>
              <th scope="col">{t('page.payload.time')}</th>
              <th scope="col">{t('page.payload.value')}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ at, value, index }) => (
              <tr
                key={index}
                className={
                  quotedIndexes.has(index) ? classes.quoted : undefined
                }
              >
                <td>{formatUtcTime(at, { seconds: true })}</td>
                <td>
                  {quotedIndexes.has(index) ? <mark>{value}</mark> : value}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
