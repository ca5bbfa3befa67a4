import type { PostmortemTemplate } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { appendAudit } from '../platform/audit';
import { assertStorable, inTransaction, now } from '../platform/database';
import { canonicalHash } from '../platform/hashing';

/** The actor of changes: the backend itself loads templates at its start. */
const LOADER = 'system:templates';

type TemplateRow = {
  name: string;
  version: string;
  content_hash: string;
  generation: number;
  content: string;
  source: string;
  saved_at: string;
};

/**
 * Keeps each content of each template, so that old revisions can be explained.
 */
export class TemplateStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): TemplateStore {
    return new TemplateStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Makes this the current content of its name. Earlier contents stay, and
   * become current again when saved again. Idempotent.
   */
  async save(options: {
    template: PostmortemTemplate;
    source: string;
  }): Promise<void> {
    const { template, source } = options;
    assertStorable(options);
    const contentHash = canonicalHash(template);
    await inTransaction(this.#knex, async tx => {
      const newest = await readNewest(tx, template.name);
      if (newest?.content_hash === contentHash) return;
      const row: TemplateRow = {
        name: template.name,
        version: template.version,
        content_hash: contentHash,
        generation: (newest?.generation ?? 0) + 1,
        content: JSON.stringify(template),
        source,
        saved_at: now(),
      };
      await tx<TemplateRow>('templates')
        .insert(row)
        .onConflict(['name', 'content_hash'])
        .merge(['generation', 'source', 'saved_at']);
      await appendAudit(tx, {
        actor: LOADER,
        action: 'template.save',
        subjectId: template.name,
        details: { version: template.version, contentHash, source },
      });
    });
  }

  /** The current content of the template that the postmortem of an incident was written with. */
  async ofIncident(options: {
    incidentKey: string;
  }): Promise<PostmortemTemplate | undefined> {
    const row: { content: string } | undefined = await this.#knex('postmortems')
      .join('revisions', join =>
        join
          .on('revisions.postmortem_id', 'postmortems.id')
          .andOn('revisions.revision', 'postmortems.revision'),
      )
      .where({ 'postmortems.incident_key': options.incidentKey })
      .first('revisions.content');
    return row && this.get(JSON.parse(row.content).template);
  }

  /** The current content of a template. */
  async get(options: {
    name: string;
  }): Promise<PostmortemTemplate | undefined> {
    const row = await readNewest(this.#knex, options.name);
    return row && JSON.parse(row.content);
  }
}

async function readNewest(
  knex: Knex,
  name: string,
): Promise<TemplateRow | undefined> {
  return knex<TemplateRow>('templates')
    .where({ name: name.replaceAll('\0', '') })
    .orderBy([
      { column: 'generation', order: 'desc' },
      { column: 'content_hash' },
    ])
    .first();
}
