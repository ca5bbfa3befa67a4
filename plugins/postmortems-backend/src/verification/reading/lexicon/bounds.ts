import type { Bound } from '@postmortems/backstage-plugin-postmortems-common';

/**
 * Words before a number that say how it relates to the true one. Two bounds hold
 * together: `just over` is more, and about that.
 */
export const BOUNDS_BEFORE: Readonly<Record<string, readonly Bound[]>> =
  Object.fromEntries(
    (
      [
        ['exactly|precisely|as many as exactly', ['exactly']],
        [
          'about|around|roughly|approximately|approx|circa|some|close to|near|in the region of|~|somewhere around|hardly more than|scarcely more than|barely more than',
          ['about'],
        ],
        [
          'almost|nearly|just under|just below|just short of|not quite|slightly under|slightly less than|slightly below|a little under|a little less than|a bit less than|a bit under|little less than|close on',
          ['almost'],
        ],
        [
          'just over|just above|slightly over|slightly more than|slightly above|a little over|a little more than|a bit more than|a bit over|little more than|a good',
          ['more_than', 'about'],
        ],
        [
          'more than|over|above|upwards of|in excess of|well over|well above|well more than|greater than|higher than',
          ['more_than'],
        ],
        [
          'less than|under|below|fewer than|well under|well below|lower than',
          ['less_than'],
        ],
        ['at least|no less than|no fewer than|not less than', ['at_least']],
        [
          'at most|up to|no more than|not more than|a maximum of|at the most',
          ['at_most'],
        ],
      ] as [string, Bound[]][]
    ).flatMap(([phrases, bounds]) =>
      phrases.split('|').map(phrase => [phrase, bounds]),
    ),
  );

/** Words after a number that make it an approximate one. */
export const ABOUT_AFTER = ['or so', 'more or less', 'give or take'];
