import type { PostmortemTemplate } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { canonicalHash } from '../../sealing';
import { assertStorable } from '../../platform/database/storableText';
import type { TemplateRow } from '../../platform/database/tables';
import { now } from '../../platform/database/time';
import { appendAudit } from '../../platform/audit/appendAudit';
import { readNewestTemplate } from './read';

/** Who loads templates: the backend itself, at its start. */
const LOADER = 'system:templates';

/** Makes this the current content of its version. Earlier contents stay, and become current again when saved again. */
export async function saveTemplate(
  tx: Knex.Transaction,
  options: { template: PostmortemTemplate; source: string },
): Promise<void> {
  const { template, source } = options;
  assertStorable(options);
  const contentHash = canonicalHash(template);
  const newest = await readNewestTemplate(tx, { version: template.version });
  if (newest?.content_hash === contentHash) return;

  const row: TemplateRow = {
    version: template.version,
    content_hash: contentHash,
    generation: (newest?.generation ?? 0) + 1,
    content: JSON.stringify(template),
    source,
    saved_at: now(),
  };
  await tx<TemplateRow>('templates')
    .insert(row)
    .onConflict(['version', 'content_hash'])
    .merge(['generation', 'source', 'saved_at']);
  await appendAudit(tx, {
    actor: LOADER,
    action: 'template.save',
    subjectId: template.version,
    details: { contentHash, source },
  });
}
