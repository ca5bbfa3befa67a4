// @ts-check
const { createHash } = require('node:crypto');

/** Revisions read at once; each can be large. */
const PAGE = 50;
const REWRITTEN = ['revisions', 'claims'];

/** New names by old ones. */
const FORWARD = {
  verdicts: { partial: 'unverified' },
  causes: { determined: 'confirmed' },
};
/** Before, a cause was known or not, so that candidates are not. */
const BACK = {
  verdicts: { unverified: 'partial' },
  causes: { confirmed: 'determined', candidates: 'undetermined' },
};

/** @typedef {Record<string, string>} Names */
/** @typedef {{ verdicts: Names, causes: Names }} Renaming */

/** @param {import('knex').Knex} knex */
function isPostgres(knex) {
  return String(knex.client.config.client).includes('pg');
}

/**
 * Runs something that changes rows of append-only tables. The transaction of
 * the migration keeps others from seeing the tables unprotected.
 *
 * @param {import('knex').Knex} knex
 * @param {() => Promise<void>} change
 */
async function unprotected(knex, change) {
  if (isPostgres(knex)) {
    for (const table of REWRITTEN) {
      await knex.raw(
        `alter table ${table} disable trigger ${table}_append_only`,
      );
    }
    await change();
    for (const table of REWRITTEN) {
      await knex.raw(
        `alter table ${table} enable trigger ${table}_append_only`,
      );
    }
    return;
  }
  const triggers = await knex('sqlite_master')
    .whereIn(
      'name',
      REWRITTEN.map(table => `${table}_no_update`),
    )
    .select('name', 'sql');
  for (const { name } of triggers) await knex.raw(`drop trigger ${name}`);
  await change();
  for (const { sql } of triggers) await knex.raw(sql);
}

/**
 * The JSON of RFC 8785, which content hashes are of.
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

/**
 * @param {any} content
 * @param {Renaming} renaming
 */
function rename(content, { verdicts, causes }) {
  const cause = content.rootCauseStatus;
  content.rootCauseStatus = causes[cause] ?? cause;
  for (const { blocks } of content.sections) {
    for (const { claims } of blocks) {
      for (const claim of claims) {
        claim.verdict = verdicts[claim.verdict] ?? claim.verdict;
      }
    }
  }
}

/**
 * The revisions after one that have an old name, with the incident's key.
 *
 * @param {import('knex').Knex} knex
 * @param {Renaming} renaming
 * @param {{ postmortem_id: string, revision: number }} after
 */
async function readPage(knex, { verdicts, causes }, after) {
  // Quotes inside a text are escaped, so that no text contains these
  const signs = [
    ...Object.keys(verdicts).map(name => `"verdict":"${name}"`),
    ...Object.keys(causes).map(name => `"rootCauseStatus":"${name}"`),
  ];
  return knex('revisions')
    .join('postmortems', 'postmortems.id', 'revisions.postmortem_id')
    .whereRaw('(revisions.postmortem_id, revisions.revision) > (?, ?)', [
      after.postmortem_id,
      after.revision,
    ])
    .where(named => {
      for (const sign of signs) named.orWhereLike('content', `%${sign}%`);
    })
    .orderBy(['revisions.postmortem_id', 'revisions.revision'])
    .limit(PAGE)
    .select('revisions.*', 'postmortems.incident_key');
}

/**
 * @param {import('knex').Knex} knex
 * @param {Renaming} renaming
 */
async function rewriteRevisions(knex, renaming) {
  let after = { postmortem_id: '', revision: 0 };
  for (;;) {
    const page = await readPage(knex, renaming, after);
    for (const row of page) {
      const { postmortem_id, revision } = row;
      const content = JSON.parse(row.content);
      const isIntact = hashOf(content) === row.content_hash;
      rename(content, renaming);
      // A content that was not what its hash says must not seem to be
      const contentHash = isIntact ? hashOf(content) : row.content_hash;
      await knex('revisions')
        .where({ postmortem_id, revision })
        .update({
          content: JSON.stringify(content),
          content_hash: contentHash,
        });
      // The entry of the revision itself has the hash from before
      await knex('audit_log').insert({
        at: new Date().toISOString(),
        actor: 'postmortems:migration',
        action: 'postmortem.rename_verdicts',
        incident_key: row.incident_key,
        subject_id: postmortem_id,
        details: JSON.stringify({
          revision,
          previousHash: row.content_hash,
          contentHash,
        }),
      });
    }
    if (page.length < PAGE) return;
    after = page[page.length - 1];
  }
}

/**
 * @param {import('knex').Knex} knex
 * @param {Renaming} renaming
 */
async function rewrite(knex, renaming) {
  for (const [from, to] of Object.entries(renaming.causes)) {
    await knex('postmortems')
      .where({ root_cause_status: from })
      .update({ root_cause_status: to });
  }
  await unprotected(knex, async () => {
    for (const [from, to] of Object.entries(renaming.verdicts)) {
      await knex('claims').where({ verdict: from }).update({ verdict: to });
    }
    await rewriteRevisions(knex, renaming);
  });
}

/**
 * @param {import('knex').Knex} knex
 * @param {string} table
 * @param {string} from
 * @param {string} to
 */
async function renameColumn(knex, table, from, to) {
  await knex.raw(`alter table ${table} rename column ${from} to ${to}`);
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  const counts = /** @type {const} */ (['claims_partial', 'claims_unverified']);
  await renameColumn(knex, 'postmortems', ...counts);
  await renameColumn(knex, 'incident_metrics', ...counts);
  await renameColumn(
    knex,
    'incident_metrics',
    'cause_determined',
    'cause_confirmed',
  );
  await rewrite(knex, FORWARD);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await rewrite(knex, BACK);
  const counts = /** @type {const} */ (['claims_unverified', 'claims_partial']);
  await renameColumn(knex, 'postmortems', ...counts);
  await renameColumn(knex, 'incident_metrics', ...counts);
  await renameColumn(
    knex,
    'incident_metrics',
    'cause_confirmed',
    'cause_determined',
  );
};
