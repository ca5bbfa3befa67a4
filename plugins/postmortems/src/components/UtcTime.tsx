/** A time in UTC, to the minute. Breaks between date and time only. */
export function UtcTime(props: { at: string }) {
  const iso = new Date(props.at).toISOString();
  return (
    <time dateTime={iso}>
      <span style={{ whiteSpace: 'nowrap' }}>{iso.slice(0, 10)}</span>{' '}
      <span style={{ whiteSpace: 'nowrap' }}>{`${iso.slice(11, 16)} UTC`}</span>
    </time>
  );
}
