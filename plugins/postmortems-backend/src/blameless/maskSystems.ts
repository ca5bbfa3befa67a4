/** What a system is called by; the word beside it is its name. */
const SYSTEM_WORDS =
  'api app application bucket cache cluster component container cronjob database db dashboard deployment environment gateway host instance job machine namespace node pipeline pod pool proxy queue region release replica repository server service shard system table tenant topic worker zone';
const SYSTEM = SYSTEM_WORDS.split(' ').join('|');

/** `the Alice service`, `host Oscar`. */
const BESIDE = [
  new RegExp(`\\b[\\w-]+(?=\\s+(?:${SYSTEM})s?\\b)`, 'gi'),
  new RegExp(
    `(?<=\\b(?:${SYSTEM})s?\\s(?:called\\s|named\\s)?)[A-Z][\\w-]*`,
    'g',
  ),
];

/**
 * Words with dashes, dots, digits or underscores inside: hosts, versions,
 * files.
 */
const TECHNICAL =
  /(?<![@\w.-])(?!\p{Lu}\p{Ll}+-\p{Lu}\p{Ll}+\b)[\w]+(?:[-_./][\w]+)+|\b\w*\d\w*\b/gu;

/**
 * Replaces each letter of the names of systems, so that positions stay the
 * same.
 *
 * @param options - `technical` also masks words that look technical, including
 *   handles
 */
export function maskSystems(
  text: string,
  systems: readonly string[],
  options: { technical: boolean },
): string {
  const blank = (match: string) => '_'.repeat(match.length);
  let masked = text;
  for (const system of [...systems].sort((a, b) => b.length - a.length)) {
    if (system.length > 1) {
      masked = masked.replace(
        new RegExp(
          `(?<![\\w-])${system.replace(
            /[.*+?^${}()|[\]\\]/g,
            '\\$&',
          )}(?![\\w-])`,
          'gi',
        ),
        blank,
      );
    }
  }
  const patterns = options.technical ? [...BESIDE, TECHNICAL] : BESIDE;
  for (const pattern of patterns) {
    masked = masked.replace(pattern, blank);
  }
  return masked;
}
