import type { Knex } from 'knex';
import { isPostgres } from './dialect';

const WORDS = /[\p{L}\p{N}]+/gu;

/** Case, width and punctuation do not matter. */
function wordsOf(text: string): string[] {
  return text.normalize('NFKC').toLocaleLowerCase('en-US').match(WORDS) ?? [];
}

/** The searchable form of texts: lower-case words, each between spaces. */
export function toSearchText(...texts: string[]): string {
  return ` ${[...new Set(texts.flatMap(wordsOf))].join(' ')} `;
}

/**
 * Restricts a query to rows whose search text has a word that begins with each
 * word of the search. PostgreSQL has an index over the same expression. Case is
 * folded here, because databases fold non-ASCII letters differently.
 */
export function whereSearchTextMatches(
  knex: Knex,
  query: Knex.QueryBuilder,
  column: string,
  search: string,
): void {
  const words = wordsOf(search);
  if (words.length === 0) {
    query.whereRaw('1 = 0');
  } else if (isPostgres(knex)) {
    query.whereRaw(
      "array_to_tsvector(string_to_array(trim(??), ' ')) @@ ?::tsquery",
      [column, words.map(word => `'${word}':*`).join(' & ')],
    );
  } else {
    // Words have only letters and digits, so no wildcards
    for (const word of words) query.where(column, 'like', `% ${word}%`);
  }
}
