/** A length of time as reasons show it: `84 s`, `12 min 30 s`, `3 h 28 min`. */
export function durationText(seconds: number): string {
  const sign = seconds < 0 ? '−' : '';
  const size = Math.abs(seconds);
  if (size < 120) return `${sign}${Number(size.toPrecision(3))} s`;
  const minutes = Math.floor(size / 60);
  const rest = Math.round(size % 60);
  if (minutes < 120) return `${sign}${minutes} min${rest ? ` ${rest} s` : ''}`;
  return `${sign}${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
