import { formatUtcTime, formatUtcDate } from './times';

const nowrap = { whiteSpace: 'nowrap' } as const;

/** A UTC time to the minute. Wraps between date and time only. */
export function UtcTime(props: { at: string }) {
  const { at } = props;
  return (
    <time dateTime={at}>
      <span style={nowrap}>{formatUtcDate(at)}</span>{' '}
      <span style={nowrap}>{`${formatUtcTime(at)} UTC`}</span>
    </time>
  );
}

/** The UTC time of day. */
export function UtcClock(props: { at: string }) {
  const { at } = props;
  return <time dateTime={at}>{`${formatUtcTime(at)} UTC`}</time>;
}

/** The UTC date. */
export function UtcDay(props: { at: string }) {
  const { at } = props;
  return (
    <time dateTime={at} style={nowrap}>
      {formatUtcDate(at)}
    </time>
  );
}
