/** A time in UTC, to the minute. */
export function UtcTime(props: { at: string }) {
  const iso = new Date(props.at).toISOString();
  return (
    <time dateTime={iso}>{`${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`}</time>
  );
}
