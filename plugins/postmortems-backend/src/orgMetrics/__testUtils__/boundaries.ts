import type { Write } from './randomWrites';

/** Category data, public and not bob's. */
const CHECKOUT = 2;
/** The same, private. */
const HIDDEN = 10;
/** Category data too, and due a postmortem. */
const STOREFRONT = 57;
/** Category change, of checkout. */
const ROLLED_OUT = 13;
/** As CHECKOUT, and bob's. */
const OF_BOB = 3;
/** A move to query-database. */
const TO_QUERY_DATABASE = 16;
const UNTIL_DUE = 1;
const IN_TEN_YEARS = 6;

const open = (day: number, minute: number, pick: number): Write => ({
  what: 'open',
  which: 0,
  day,
  minute,
  pick,
});
const follow = (what: Write['what'], which: number, pick: number): Write => ({
  what,
  which,
  day: 90,
  minute: 0,
  pick,
});

/**
 * A history with every case that a comparison can get wrong by one. Random
 * histories seldom have all of them. Writes run two at a time, so the order
 * within each pair does not matter.
 */
export const boundaries: Write[] = [
  open(0, 0, OF_BOB),
  open(90, 0, OF_BOB),
  open(0, 0, STOREFRONT),
  open(0, 0, STOREFRONT),
  // 20 days and a minute later
  open(20, 1, STOREFRONT),
  open(0, 0, CHECKOUT),
  // Exactly 20 days later
  open(20, 0, CHECKOUT),
  // Two at the same time, of which the one opened last has the first key:
  // INC-10, then INC-8
  open(0, 0, ROLLED_OUT),
  // Last of three at the same time, for some readers alone
  open(20, 0.5, HIDDEN),
  open(0, 0, ROLLED_OUT),
  open(20, 0.5, CHECKOUT),
  // Exactly 90 days later
  open(110, 0, CHECKOUT),
  follow('resolve', 2, UNTIL_DUE),
  follow('resolve', 3, UNTIL_DUE),
  follow('resolve', 0, IN_TEN_YEARS),
  follow('publish', 2, UNTIL_DUE),
  // Due when the test asks
  follow('item', 2, UNTIL_DUE),
  follow('item', 3, UNTIL_DUE),
  // Due long ago
  { ...follow('item', 5, UNTIL_DUE), day: 0 },
  { ...follow('item', 6, UNTIL_DUE), day: 0 },
  // Drafted before they end
  follow('resolve', 10, IN_TEN_YEARS),
  follow('resolve', 11, IN_TEN_YEARS),
  // The same alert on incidents of different categories
  follow('alert', 4, 0),
  follow('alert', 5, 0),
  follow('alert', 6, 0),
  follow('alert', 7, 0),
  follow('move', 0, TO_QUERY_DATABASE),
  follow('move', 1, TO_QUERY_DATABASE),
];
