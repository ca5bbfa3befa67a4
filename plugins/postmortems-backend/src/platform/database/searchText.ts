import type { Knex } from 'knex';
import { isPostgres } from './dialect';

const WORDS = /[\p{L}\p{N}]+/gu;

/** Letters and digits are words; case, width and punctuation do not matter. */
function wordsOf(text: string): string[] {
  return text.normalize('NFKC').toLocaleLowerCase('en-US').match(WORDS) ?? [];
}

/** Texts as they are stored to be found: words in lower case, each between spaces. */
export function toSearchText(...texts: string[]): string {
  return ` ${[...new Set(texts.flatMap(wordsOf))].join(' ')} `;
}

/**
 * Restricts a query to rows whose search text has a word that begins with each word of `asked`. PostgreSQL uses an index for it, made
 * over the same expression; lowering case is done here, because databases lower what is not ASCII differently.
 */
export function whereFound(
  knex: Knex,
  query: Knex.QueryBuilder,
  column: string,
  asked: string,
): void {
  const words = wordsOf(asked);
  if (words.length === 0) {
    query.whereRaw('1 = 0');
  } else if (isPostgres(knex)) {
    query.whereRaw(
      "array_to_tsvector(string_to_array(trim(??), ' ')) @@ ?::tsquery",
      [column, words.map(word => `'${word}':*`).join(' & ')],
    );
  } else {
    // Words are letters and digits: nothing in them is a wildcard
    for (const word of words) query.where(column, 'like', `% ${word}%`);
  }
}
