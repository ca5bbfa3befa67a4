import type { JsonValue } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { Mentions } from './Mentions';
import { forEachObject } from './ownMessages';
import { readRows } from './rewriteIncident';
import { TEXT_TABLES } from './textTables';

const EVIDENCE = TEXT_TABLES.find(({ name }) => name === 'evidence')!;

/**
 * What evidence of an incident calls a person besides, by messages whose author has
 * one of the ids or addresses that are given.
 */
export async function findNames(
  knex: Knex,
  incidentKey: string,
  given: readonly string[],
): Promise<Set<string>> {
  const own = new Mentions(given);
  const names = new Set<string>();
  for await (const row of readRows(knex, EVIDENCE, incidentKey)) {
    const payload: JsonValue = JSON.parse(String(row.payload));
    forEachObject(payload, object => {
      const author = object.author ?? object.user;
      if (typeof author !== 'object' || author === null) return;
      if (Array.isArray(author)) return;
      const ids = [author.id, author.email].filter(isText);
      if (!ids.some(id => own.isName(id))) return;
      for (const name of [...ids, author.name]) {
        if (isText(name) && name.trim().length > 1) names.add(name.trim());
      }
    });
  }
  return names;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
