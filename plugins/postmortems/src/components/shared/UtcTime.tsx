import { clockOf, dayOf } from './times';

const together = { whiteSpace: 'nowrap' } as const;

/** A time in UTC, to the minute. Breaks between date and time only. */
export function UtcTime(props: { at: string }) {
  const { at } = props;
  return (
    <time dateTime={at}>
      <span style={together}>{dayOf(at)}</span>{' '}
      <span style={together}>{`${clockOf(at)} UTC`}</span>
    </time>
  );
}

/** The clock alone, where the day has been said. */
export function UtcClock(props: { at: string }) {
  const { at } = props;
  return <time dateTime={at}>{`${clockOf(at)} UTC`}</time>;
}

/** The day alone. */
export function UtcDay(props: { at: string }) {
  const { at } = props;
  return (
    <time dateTime={at} style={together}>
      {dayOf(at)}
    </time>
  );
}
