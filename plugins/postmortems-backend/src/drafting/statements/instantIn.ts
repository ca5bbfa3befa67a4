import type { Instant } from '@postmortems/backstage-plugin-postmortems-common';
import { instantOf } from '../../verification';
import type { SectionContext } from '../sections/context';

/** States times as the document does. */
export function instantIn({
  precision,
  style,
}: SectionContext): (at: string) => Instant {
  return at => instantOf(at, precision, style.timeZone);
}
