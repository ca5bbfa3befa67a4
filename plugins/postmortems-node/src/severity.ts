import type { Severity } from '@postmortems/backstage-plugin-postmortems-common';

/**
 * What a severity of another system means here; `none` is for signals that are
 * no incident, such as heartbeats.
 *
 * @public
 */
export type SeverityTable = Readonly<Record<string, Severity | 'none'>>;

/**
 * The words that monitoring and paging systems use. Keys are as
 * {@link mapSeverity} compares them: in lower case, without white space, dashes
 * and underscores.
 *
 * @public
 */
export const DEFAULT_SEVERITIES: SeverityTable = {
  ...allOf('sev1', 'sev1 s1 p1 prio1 priority1 1'),
  ...allOf('sev2', 'sev2 s2 p2 prio2 priority2 2'),
  ...allOf('sev3', 'sev3 s3 p3 prio3 priority3 3'),
  ...allOf('sev4', 'sev4 s4 p4 prio4 priority4 4'),
  ...allOf('sev5', 'sev5 s5 p5 prio5 priority5 5'),
  ...allOf('sev1', 'sev0 s0 p0 prio0 priority0 0'),
  ...allOf('sev1', 'critical crit fatal emergency emerg disaster blocker'),
  ...allOf('sev2', 'page error err high major alert urgent'),
  ...allOf('sev3', 'warning warn medium moderate average ticket'),
  ...allOf('sev4', 'minor low notice'),
  ...allOf('sev5', 'info information informational debug trivial'),
  ...allOf('none', 'none ok normal heartbeat deadman watchdog'),
};

/**
 * Looks a severity up; case, white space, dashes and underscores do not matter.
 *
 * @returns `undefined` for a word that the table does not have
 * @public
 */
export function mapSeverity(
  word: string,
  table: SeverityTable = DEFAULT_SEVERITIES,
): Severity | 'none' | undefined {
  const wanted = comparable(word);
  // Words of a configuration come as their author writes them
  return Object.entries(table)
    .filter(([key]) => comparable(key) === wanted)
    .at(-1)?.[1];
}

function comparable(word: string): string {
  return word
    .normalize('NFKC')
    .toLocaleLowerCase('en-US')
    .replace(/[\s_-]+/g, '');
}

function allOf(severity: Severity | 'none', words: string): SeverityTable {
  return Object.fromEntries(words.split(' ').map(word => [word, severity]));
}
