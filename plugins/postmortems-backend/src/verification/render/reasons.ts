import type { Unit } from '@postmortems/backstage-plugin-postmortems-common';
import { Language } from './Language';
import { english } from './messages';
import { lengthOf, quantityOf } from './quantities';
import { DEFAULT_STYLE } from './style';
import { instantOf } from './times';

/** Digits of values in reasons: enough to tell them from what a sentence states. */
const DIGITS = 5;

/** The words of reasons, which are for reviewers and not part of the document. */
export const reasonLanguage = new Language(DEFAULT_STYLE, english);

/** A length of time. */
export function durationText(
  seconds: number,
  language: Language = reasonLanguage,
): string {
  const length = language.length(lengthOf(seconds * 1000));
  return seconds < 0 ? `−${length}` : length;
}

/** A value in the unit of its source. */
export function quantityText(
  value: number,
  unit: Unit | string | undefined,
  language: Language = reasonLanguage,
): string {
  return language.quantity(
    quantityOf(value, unit === 'none' ? undefined : unit, DIGITS),
  );
}

/** A time to the second. */
export function timeText(
  at: number,
  language: Language = reasonLanguage,
): string {
  const { timeZone } = language.style;
  return language.instant(
    instantOf(new Date(at).toISOString(), 'second', timeZone),
  );
}
