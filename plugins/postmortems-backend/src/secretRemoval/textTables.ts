import type { Knex } from 'knex';
import { contentHashOf, type EvidenceRow, fromEvidenceRow } from '../evidence';
import { toSearchText } from '../platform/database';
import { canonicalHash } from '../platform/hashing';
import { hashOfSubmitted } from '../traces';

export type Row = Record<string, unknown>;

/** A table of an incident, and its columns that hold what others wrote. */
export type TextTable = {
  name: string;
  key: readonly string[];
  texts?: readonly string[];
  /** JSON, kept as text. */
  json?: readonly string[];
  /** Whether the database refuses changes. */
  isAppendOnly?: boolean;
  /** What follows from a row once it is masked. */
  derive?(row: Row): Row;
};

/** The rows of a table that belong to an incident, in the order of its key. */
export function rowsOf(
  tx: Knex,
  table: TextTable,
  incidentKey: string,
): Knex.QueryBuilder {
  const query = tx(table.name)
    .select('*')
    .orderBy([...table.key]);
  if (table.name === 'incidents') return query.where('key', incidentKey);
  if (!table.key.includes('postmortem_id')) {
    return query.where('incident_key', incidentKey);
  }
  return query.whereIn(
    'postmortem_id',
    tx('postmortems').where('incident_key', incidentKey).select('id'),
  );
}

const CLAIM = ['postmortem_id', 'revision', 'claim_id'];

export const TEXT_TABLES: readonly TextTable[] = [
  {
    name: 'incidents',
    key: ['key'],
    texts: ['title', 'description', 'source_url'],
  },
  {
    name: 'evidence',
    key: ['incident_key', 'id'],
    texts: ['service', 'region', 'correlation_id', 'source_url'],
    json: ['payload'],
    isAppendOnly: true,
    derive: row => ({
      content_hash: contentHashOf(
        fromEvidenceRow(row as unknown as EvidenceRow),
      ),
    }),
  },
  // The root and the hash of the record stay what they were
  {
    name: 'seals',
    key: ['id'],
    json: ['incident', 'manifest'],
    isAppendOnly: true,
  },
  {
    name: 'traces',
    key: ['incident_key', 'trace_id'],
    json: ['content'],
    isAppendOnly: true,
    derive: ({ content }) => ({
      content_hash: hashOfSubmitted(JSON.parse(String(content))),
    }),
  },
  {
    name: 'postmortems',
    key: ['id'],
    texts: ['title'],
    derive: ({ title, incident_key: key }) => ({
      search_text: toSearchText(String(title), String(key)),
    }),
  },
  {
    name: 'revisions',
    key: ['postmortem_id', 'revision'],
    texts: ['reason'],
    json: ['content'],
    isAppendOnly: true,
    derive: ({ content }) => ({
      content_hash: canonicalHash(JSON.parse(String(content))),
    }),
  },
  {
    name: 'claims',
    key: CLAIM,
    texts: ['text'],
    json: ['reasons'],
    isAppendOnly: true,
  },
  {
    name: 'claim_spans',
    key: [...CLAIM, 'position'],
    texts: ['pointer', 'quote'],
    isAppendOnly: true,
  },
  {
    name: 'action_items',
    key: ['postmortem_id', 'id'],
    texts: ['title', 'end_state', 'ticket_url'],
  },
  {
    name: 'audit_log',
    key: ['id'],
    json: ['changes', 'details'],
    isAppendOnly: true,
  },
];
