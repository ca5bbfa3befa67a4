import type {
  Distribution,
  Share,
} from '@postmortems/backstage-plugin-postmortems-common';

/** `62 %` */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** A share as a reader can take it, or `undefined` when there is not enough of it. */
export function shareValue({ share, enough }: Share): string | undefined {
  return enough ? percent(share) : undefined;
}

/** Minutes in the largest unit that fits: `45 min`, `5.5 h`, `3.2 d`. */
export function minutesText(minutes: number): string {
  if (minutes < 90) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Number((minutes / 60).toFixed(1))} h`;
  return `${Number((minutes / 1440).toFixed(1))} d`;
}

export function medianValue({ p50, enough }: Distribution): string | undefined {
  return enough && p50 !== null ? minutesText(p50) : undefined;
}
