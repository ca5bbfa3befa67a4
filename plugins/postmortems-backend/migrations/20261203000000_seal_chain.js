// @ts-check
const { createHash } = require('node:crypto');

const PAGE = 200;

/** Primary keys of the tables, whose rows never change. */
const APPEND_ONLY = {
  seal_chain: ['sequence'],
  sealed_evidence: ['incident_key', 'evidence_id'],
};

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return String(knex.client.config.client).includes('pg');
}

/**
 * The JSON of RFC 8785.
 *
 * @param {any} value
 * @returns {string}
 */
function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.keys(value)
    .sort()
    .map(key => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${fields.join(',')}}`;
}

/** @param {unknown} content */
function hashOf(content) {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** @param {import('knex').Knex} knex */
async function protect(knex) {
  for (const [table, key] of Object.entries(APPEND_ONLY)) {
    if (isPostgres(knex)) {
      await knex.raw(`
        create trigger ${table}_append_only
        before update or delete or truncate on ${table}
        for each statement execute function postmortems_append_only()
      `);
      continue;
    }
    for (const event of ['update', 'delete']) {
      await knex.raw(`
        create trigger ${table}_no_${event} before ${event} on ${table}
        begin select raise(abort, 'Rows of ${table} are append-only'); end
      `);
    }
    // INSERT OR REPLACE removes the old row without telling the delete trigger
    const same = key.map(column => `${column} = new.${column}`).join(' and ');
    await knex.raw(`
      create trigger ${table}_no_replace before insert on ${table}
      when exists (select 1 from ${table} where ${same})
      begin select raise(ignore); end
    `);
  }
}

/** @param {import('knex').Knex} knex */
async function createTables(knex) {
  const type = isPostgres(knex) ? 'text collate "C"' : 'text';
  await knex.schema.createTable('seal_chain', table => {
    table.comment(
      'Seals and revisions in the order in which they were written, each with the hash of the one before; append-only',
    );
    table.integer('sequence').notNullable().comment('1, 2, 3 and so on');
    /** @param {string} name */
    const text = name => table.specificType(name, type).notNullable();
    text('kind').comment('seal or revision');
    text('subject_id').comment('Of the seal, or postmortem and revision');
    text('incident_key');
    text('subject_hash').comment('SHA-256 of the row that it stands for');
    text('previous_hash').comment('Entry hash of the one before, or empty');
    text('entry_hash').comment('SHA-256 of the other columns');
    text('at');
    text('key_id').nullable().comment('Of the key that signed it');
    text('signature').nullable().comment('Ed25519 of the entry hash, base64');
    table.primary(['sequence'], 'seal_chain_pk');
    table.unique(['kind', 'subject_id'], {
      indexName: 'seal_chain_subject_uniq',
    });
    table.index(
      ['incident_key', 'kind', 'sequence'],
      'seal_chain_incident_idx',
    );
  });
  await knex.schema.createTable('sealed_evidence', table => {
    table.comment(
      'The content hash of evidence when it was first sealed; append-only',
    );
    /** @param {string} name */
    const text = name => table.specificType(name, type).notNullable();
    text('incident_key');
    text('evidence_id');
    text('content_hash');
    table.integer('batch').notNullable().comment('A seal covers up to one');
    table.primary(['incident_key', 'evidence_id'], 'sealed_evidence_pk');
    table.index(
      ['incident_key', 'content_hash', 'evidence_id', 'batch'],
      'sealed_evidence_hash_idx',
    );
  });
}

/**
 * Rows of a table in pages.
 *
 * @param {import('knex').Knex} knex
 * @param {string} table
 * @param {string[]} key
 */
async function* pages(knex, table, key) {
  /** @type {any[]} */
  let after = [];
  for (;;) {
    const query = knex(table).orderBy(key).limit(PAGE);
    if (after.length > 0) {
      query.whereRaw(
        `(${key.join(', ')}) > (${key.map(() => '?').join(', ')})`,
        after,
      );
    }
    const rows = await query;
    yield* rows;
    if (rows.length < PAGE) return;
    after = key.map(column => rows[rows.length - 1][column]);
  }
}

/**
 * What was stored before gets its place in the chain, without a signature: from
 * here on it cannot be changed unnoticed.
 *
 * @param {import('knex').Knex} knex
 */
async function chainWhatIsThere(knex) {
  /** @type {{ at: string, kind: string, subject_id: string, incident_key: string, subject_hash: string }[]} */
  const entries = [];
  for await (const row of pages(knex, 'seals', ['sealed_at', 'id'])) {
    const { nodes } = JSON.parse(row.manifest);
    entries.push({
      at: row.sealed_at,
      kind: 'seal',
      subject_id: row.id,
      incident_key: row.incident_key,
      subject_hash: hashOf({
        id: row.id,
        incidentKey: row.incident_key,
        algorithm: row.algorithm,
        root: row.root,
        nodes,
        recordHash: row.record_hash,
        throughBatch: row.through_batch,
        sealedAt: row.sealed_at,
      }),
    });
  }
  const keys = new Map(
    (await knex('postmortems').select('id', 'incident_key')).map(row => [
      row.id,
      row.incident_key,
    ]),
  );
  for await (const row of pages(knex, 'revisions', [
    'postmortem_id',
    'revision',
  ])) {
    entries.push({
      at: row.created_at,
      kind: 'revision',
      subject_id: `${row.postmortem_id}/${row.revision}`,
      incident_key: keys.get(row.postmortem_id) ?? '',
      subject_hash: hashOf({
        postmortemId: row.postmortem_id,
        revision: row.revision,
        author: JSON.parse(row.author),
        reason: row.reason,
        sealId: row.seal_id,
        traceId: row.trace_id,
        contentHash: row.content_hash,
        createdAt: row.created_at,
      }),
    });
  }
  /** @param {{ at: string, kind: string, subject_id: string }} one */
  const rank = ({ at, kind, subject_id: id }) =>
    `${at} ${kind === 'seal' ? 0 : 1} ${id}`;
  entries.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));

  let previous = '';
  let sequence = 0;
  for (const entry of entries) {
    sequence += 1;
    const entryHash = hashOf({
      sequence,
      kind: entry.kind,
      subjectId: entry.subject_id,
      incidentKey: entry.incident_key,
      subjectHash: entry.subject_hash,
      previousHash: previous,
      at: entry.at,
    });
    await knex('seal_chain').insert({
      ...entry,
      sequence,
      previous_hash: previous,
      entry_hash: entryHash,
    });
    previous = entryHash;
  }
  await knex.raw(`
    insert into sealed_evidence (incident_key, evidence_id, content_hash, batch)
    select evidence.incident_key, evidence.id, evidence.content_hash, evidence.batch
    from evidence join (
      select incident_key, max(through_batch) as through_batch
      from seals group by incident_key
    ) sealed on sealed.incident_key = evidence.incident_key
    where evidence.batch <= sealed.through_batch
  `);
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await createTables(knex);
  await chainWhatIsThere(knex);
  await protect(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Triggers go with their tables
  for (const table of Object.keys(APPEND_ONLY)) {
    await knex.schema.dropTable(table);
  }
};
