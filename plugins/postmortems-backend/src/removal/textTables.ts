import type {
  Erased,
  JsonObject,
  PostmortemContent,
} from '@postmortems/backstage-plugin-postmortems-common';
import { erasedText } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import {
  contentHashOf,
  type EvidenceRow,
  fromEvidenceRow,
  payloadKind,
} from '../evidence';
import { toSearchText } from '../platform/database';
import { canonicalHash } from '../platform/hashing';
import { hashOfSubmitted } from '../traces';
import { offerSearchText } from '../unassigned';
import {
  erasedContent,
  erasedDetails,
  erasedManifest,
  erasedPayload,
  erasedRecord,
  erasedTrace,
} from './erasedValues';

export type Row = Record<string, unknown>;

/**
 * A table, and what its columns hold. Where text rests is said here and nowhere
 * else; a test compares it with all columns of the schema.
 */
export type TextTable = {
  name: string;
  key: readonly string[];
  /** Columns of what others wrote. */
  texts?: readonly string[];
  /** The same as JSON, kept as text. */
  json?: readonly string[];
  /** Entity refs of people, and subjects of machines. */
  people?: readonly string[];
  /** Columns with ids, times, hashes, states, and refs of services. */
  kept: readonly string[];
  /** Whether the database refuses changes. */
  isAppendOnly?: boolean;
  /** What follows from a row once it is changed. */
  derive?(row: Row): Row;
  /**
   * What an erasure of the incident leaves of a row: columns that change. `delete`
   * for rows of which nothing is left.
   */
  erased: ((row: Row, erased: Erased) => Row) | 'delete';
};

/** The rows of a table that belong to an incident, in the order of its key. */
export function rowsOf(
  tx: Knex,
  table: TextTable,
  incidentKey: string,
): Knex.QueryBuilder {
  return ofIncident(tx, table, incidentKey)
    .select('*')
    .orderBy([...table.key]);
}

export function ofIncident(
  tx: Knex,
  table: TextTable,
  incidentKey: string,
): Knex.QueryBuilder {
  const query = tx(table.name);
  if (table.name === 'incidents') return query.where('key', incidentKey);
  if (table.name === 'offered_evidence') {
    return query.whereIn('id', offers => ofOffers(offers, incidentKey));
  }
  if (!table.key.includes('postmortem_id')) {
    return query.where('incident_key', incidentKey);
  }
  return query.whereIn(
    'postmortem_id',
    tx('postmortems').where('incident_key', incidentKey).select('id'),
  );
}

/** Ids of offers that were added to an incident, or name its key. */
function ofOffers(offers: Knex.QueryBuilder, incidentKey: string): void {
  offers
    .select('offer_id')
    .from('offered_evidence_assignments')
    .where('incident_key', incidentKey)
    .union(keys =>
      keys
        .select('offer_id')
        .from('offered_evidence_keys')
        .where('incident_key', incidentKey),
    );
}

const CLAIM = ['postmortem_id', 'revision', 'claim_id'];

const parsed = (value: unknown) => JSON.parse(String(value));

/** Tables of incidents, each after those that it follows from. */
export const TEXT_TABLES: readonly TextTable[] = [
  {
    name: 'incidents',
    key: ['key'],
    texts: ['title', 'description', 'source_url', 'hold_reason'],
    people: ['created_by', 'held_by'],
    kept: [
      'key',
      'severity',
      'status',
      'visibility',
      'started_at',
      'detected_at',
      'mitigated_at',
      'resolved_at',
      'created_at',
      'updated_at',
      'idempotency_hash',
      'evidence_refused_at',
      'erased_at',
      'erased_reason',
      'held_at',
    ],
    erased: (_, erased) => ({
      title: erasedText(erased).slice(0, 300),
      description: null,
      source_url: null,
      erased_at: erased.at,
      erased_reason: erased.reason,
    }),
  },
  {
    name: 'evidence',
    key: ['incident_key', 'id'],
    texts: ['service', 'region', 'correlation_id', 'source_url'],
    json: ['payload', 'altered_fields'],
    kept: [
      'incident_key',
      'id',
      'source_type',
      'provider',
      'kind',
      'occurred_at',
      'captured_at',
      'expires_at',
      'content_hash',
    ],
    isAppendOnly: true,
    derive: row => ({
      kind: payloadKind(parsed(row.payload)) ?? null,
      content_hash: contentHashOf(
        fromEvidenceRow(row as unknown as EvidenceRow),
      ),
    }),
    erased: (_, erased) => ({
      payload: JSON.stringify(erasedPayload(erased)),
      service: 'erased',
      region: '',
      correlation_id: '',
      source_url: null,
      altered_fields: null,
    }),
  },
  // The root and the hash of the record stay what they were
  {
    name: 'seals',
    key: ['id'],
    json: ['incident', 'manifest'],
    kept: [
      'id',
      'incident_key',
      'algorithm',
      'root',
      'record_hash',
      'sealed_at',
    ],
    isAppendOnly: true,
    erased: ({ incident, manifest }, erased) => ({
      incident: JSON.stringify(erasedRecord(parsed(incident), erased)),
      manifest: JSON.stringify(erasedManifest(parsed(manifest))),
    }),
  },
  {
    name: 'traces',
    key: ['incident_key', 'trace_id'],
    json: ['content'],
    kept: ['incident_key', 'trace_id', 'content_hash', 'submitted_at'],
    isAppendOnly: true,
    derive: ({ content }) => ({
      content_hash: hashOfSubmitted(parsed(content)),
    }),
    erased: ({ content }, erased) => ({
      content: JSON.stringify(erasedTrace(parsed(content), erased)),
    }),
  },
  {
    name: 'postmortems',
    key: ['id'],
    texts: ['title'],
    kept: [
      'id',
      'incident_key',
      'status',
      'root_cause_status',
      'search_text',
      'drafted_seal_id',
      'verified_with',
      'verified_at',
      'review_at',
      'published_at',
      'recheck_at',
      'created_at',
      'updated_at',
    ],
    derive: ({ title, incident_key: key }) => ({
      search_text: toSearchText(String(title), String(key)),
    }),
    erased: (_, erased) => ({ title: erasedText(erased) }),
  },
  {
    name: 'revisions',
    key: ['postmortem_id', 'revision'],
    texts: ['reason'],
    json: ['content', 'author'],
    kept: [
      'postmortem_id',
      'seal_id',
      'trace_id',
      'content_hash',
      'created_at',
    ],
    isAppendOnly: true,
    derive: ({ content }) => ({ content_hash: canonicalHash(parsed(content)) }),
    erased: ({ content }, erased) => ({
      reason: erasedText(erased),
      content: JSON.stringify(
        erasedContent(parsed(content) as PostmortemContent, erased),
      ),
    }),
  },
  {
    name: 'claim_spans',
    key: [...CLAIM, 'position'],
    texts: ['pointer', 'quote'],
    kept: ['postmortem_id', 'claim_id', 'evidence_id'],
    isAppendOnly: true,
    erased: 'delete',
  },
  {
    name: 'claims',
    key: CLAIM,
    texts: ['text'],
    json: ['reasons'],
    kept: [
      'postmortem_id',
      'claim_id',
      'section_id',
      'block_id',
      'kind',
      'verdict',
      'verifier_version',
    ],
    isAppendOnly: true,
    erased: 'delete',
  },
  {
    name: 'erased_authors',
    key: ['postmortem_id', 'ref_hash'],
    kept: ['postmortem_id', 'ref_hash', 'salt'],
    erased: 'delete',
  },
  {
    name: 'action_items',
    key: ['postmortem_id', 'id'],
    texts: ['title', 'end_state', 'ticket_url', 'ticket_key'],
    people: ['owner_ref', 'created_by'],
    kept: [
      'postmortem_id',
      'id',
      'incident_key',
      'type',
      'priority',
      'state',
      'due_at',
      'claim_id',
      'closed_at',
      'created_at',
      'updated_at',
      'idempotency_hash',
      ...[
        'incident_created_by',
        'incident_severity',
        'incident_started_at',
        'incident_visibility',
      ],
    ],
    erased: (_, erased) => ({
      title: erasedText(erased),
      end_state: erasedText(erased),
      ticket_url: null,
      ticket_key: null,
    }),
  },
  {
    name: 'audit_log',
    key: ['id'],
    json: ['changes', 'details'],
    people: ['actor'],
    kept: ['at', 'action', 'incident_key', 'subject_id'],
    isAppendOnly: true,
    erased: ({ changes, details }, erased) => ({
      // Which fields changed, without their values
      changes: JSON.stringify(
        (parsed(changes) as { field: string }[]).map(({ field }) => ({
          field,
        })),
      ),
      details: JSON.stringify(
        erasedDetails(parsed(details) as JsonObject, erased),
      ),
    }),
  },
  {
    name: 'incident_notices',
    key: ['incident_key', 'source', 'position'],
    texts: ['message'],
    kept: ['incident_key', 'source', 'code', 'since'],
    erased: 'delete',
  },
  {
    name: 'incident_restrictions',
    key: ['incident_key', 'source', 'reason'],
    texts: ['reason'],
    kept: ['incident_key', 'source', 'since'],
    erased: 'delete',
  },
  {
    name: 'incident_schedules',
    key: ['incident_key'],
    json: ['archive_failures'],
    kept: [
      'incident_key',
      'resolved_at',
      'archive_state',
      'archive_next_at',
      'archived_at',
      'draft_next_at',
      'drafted_at',
      'notified_at',
    ],
    erased: 'delete',
  },
  {
    name: 'incident_participants',
    key: ['incident_key', 'entity_ref'],
    people: ['entity_ref'],
    kept: ['incident_key'],
    erased: 'delete',
  },
  // The id stays, so that a source which offers it again does not bring it back
  {
    name: 'offered_evidence',
    key: ['id'],
    texts: ['restricted'],
    json: ['node'],
    kept: [
      'source_id',
      'state',
      'source_type',
      'occurred_at',
      'conversation',
      'search_text',
      'offered_at',
      'id',
    ],
    derive: ({ node }) => ({
      search_text: node === null ? '' : offerSearchText(parsed(node)),
    }),
    erased: () => ({
      state: 'erased',
      node: null,
      restricted: null,
      conversation: null,
    }),
  },
  {
    name: 'assigned_conversations',
    key: ['source_id', 'conversation'],
    kept: ['incident_key', 'assigned_at', 'source_id', 'conversation'],
    erased: 'delete',
  },
];

/** Why tables that are not in {@link TEXT_TABLES} hold no text of an incident, or who removes it. */
export const OTHER_TABLES: Record<string, string> = {
  webhook_deliveries: 'rewriteDeliveries: they belong to no incident yet',
  delivery_incidents: 'ids',
  source_activity: 'forgetRunErrors, with every removal',
  source_evidence: 'counts',
  source_questions: 'ids and times',
  erasure_incidents: 'ids',
  erasures: 'ErasureStore forgets the names when it is done',
  incident_metrics: 'recordIncidentMetrics computes it anew',
  incident_action_item_counts: 'recordIncidentMetrics computes it anew',
  incident_recurrence_keys: 'names of alerts, which a removal renames',
  incident_services: 'refs of services',
  removals: 'hashes, and the reason of whoever removed something',
  superseded_seals: 'ids, and the reason of whoever removed something',
  seal_chain: 'ids and hashes',
  sealed_evidence: 'ids and hashes',
  idempotency_keys: 'rewriteIncident forgets the answers',
  schedule_start: 'a time',
  templates: 'configuration',
  offered_evidence_services: 'names of services',
  offered_evidence_keys: 'keys of incidents',
  offered_evidence_pending: 'ids',
  offered_evidence_assignments: 'ids',
};
