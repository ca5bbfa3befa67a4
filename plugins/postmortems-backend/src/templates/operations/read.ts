import type { Knex } from 'knex';
import type { TemplateRow } from '../../platform/database/tables';

/** The current content of a template version. */
export async function readNewestTemplate(
  knex: Knex,
  options: { version: string },
): Promise<TemplateRow | undefined> {
  return knex<TemplateRow>('templates')
    .where({ version: options.version.replaceAll('\0', '') })
    .orderBy([
      { column: 'generation', order: 'desc' },
      { column: 'content_hash' },
    ])
    .first();
}
