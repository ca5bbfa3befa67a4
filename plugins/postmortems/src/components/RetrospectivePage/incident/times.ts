/** An ISO time as a `datetime-local` field holds it in UTC, to the second. */
export function toTimeField(iso: string | undefined): string {
  return iso?.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length) ?? '';
}

/** What such a field holds, as an ISO time; browsers leave out seconds of zero. */
export function fromTimeField(field: string): string {
  return /T\d\d:\d\d$/.test(field) ? `${field}:00.000Z` : `${field}.000Z`;
}

/** Props of a field for a time in UTC. */
export const TIME_FIELD = {
  type: 'datetime-local',
  InputLabelProps: { shrink: true },
  inputProps: { step: 1 },
} as const;
