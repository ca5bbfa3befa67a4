import { parseEntityRef } from '@backstage/catalog-model';
import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import {
  contentHashOf,
  type EvidenceLimits,
  insertEvidence,
} from '../evidence';
import { readIncident } from '../incidents';
import { type Actor, appendAudit } from '../platform/audit';
import { bulkInsert, now, whereAnyOf } from '../platform/database';
import { nodeOf, type OfferRow, type OfferState } from './offerRow';
import { serviceName } from './ServiceNames';

/** Hex digits of the content hash behind an id that other content has. */
const SUFFIX_DIGITS = 12;
/** What sources say where they do not know the service. */
const UNKNOWN = 'unknown';
/** Longest id of evidence. */
const MAX_ID = 200;

/**
 * Adds offers to an incident and marks them, in one transaction: either both is
 * there or neither. Doing it again changes nothing.
 *
 * @returns the ids of the offers that the incident has got now
 */
export async function assignOffers(
  tx: Knex.Transaction,
  options: {
    incidentKey: string;
    offerIds: readonly string[];
    states: readonly OfferState[];
    /** Whether the incident is private already, should an offer demand it. */
    withRestricted: boolean;
    actor: Actor;
    limits: EvidenceLimits;
  },
): Promise<string[]> {
  const { incidentKey, states, withRestricted, actor, limits } = options;
  // Before the offers are read: an erasure that has passed them comes here later
  const { services } = await readIncident(tx, { key: incidentKey, lock: true });
  const query = tx('offered_evidence')
    .select()
    .whereIn('state', [...states])
    .whereNotExists(assigned =>
      assigned
        .select(tx.raw('1'))
        .from('offered_evidence_assignments as a')
        .whereRaw('a.offer_id = offered_evidence.id')
        .andWhere('a.incident_key', incidentKey),
    )
    .orderBy(['occurred_at', 'offered_at', 'id']);
  if (!withRestricted) query.whereNull('restricted');
  const rows: OfferRow[] = await whereAnyOf(
    tx,
    query,
    'offered_evidence.id',
    options.offerIds,
  );
  if (rows.length === 0) return [];
  let waiting = await nodesAbout(tx, rows, services);
  while (waiting.length > 0) {
    const { first, others } = firstOfEachId(waiting);
    const outcomes = await insertEvidence(tx, {
      incidentKey,
      nodes: first,
      actor,
      limits,
    });
    // Nothing else is wrong with a node that could be offered
    const taken = first.filter(
      (_, index) => outcomes[index].status === 'rejected',
    );
    if (taken.length > 0) {
      const nodes = taken.map(withOwnId);
      await insertEvidence(tx, { incidentKey, nodes, actor, limits });
    }
    waiting = others;
  }
  const ids = rows.map(({ id }) => id);
  const at = now();
  await bulkInsert(
    tx,
    {
      name: 'offered_evidence_assignments',
      columns: { incident_key: 'text', offer_id: 'text', assigned_at: 'text' },
    },
    ids.map(id => ({
      incident_key: incidentKey,
      offer_id: id,
      assigned_at: at,
    })),
  );
  await whereAnyOf(tx, tx('offered_evidence'), 'id', ids).update({
    state: 'assigned',
  });
  await appendAudit(tx, {
    actor,
    action: 'evidence.assign',
    incidentKey,
    subjectId: incidentKey,
    details: { offers: ids.length },
  });
  return ids;
}

/**
 * The nodes of offers. One that says of no service what it is about gets that of the
 * incident which it names, else the primary one, as it gets when it is collected.
 */
async function nodesAbout(
  tx: Knex.Transaction,
  rows: readonly OfferRow[],
  refs: readonly string[],
): Promise<EvidenceNode[]> {
  const nodes = rows.map(nodeOf);
  const unknown = rows.filter(
    (_, index) => nodes[index].metadata.service === UNKNOWN,
  );
  const named: { offer_id: string; service: string }[] =
    unknown.length === 0
      ? []
      : await whereAnyOf(
          tx,
          tx('offered_evidence_services').select('offer_id', 'service'),
          'offer_id',
          unknown.map(({ id }) => id),
        );
  return nodes.map((node, index) => {
    if (node.metadata.service !== UNKNOWN) return node;
    const names = new Set(
      named
        .filter(one => one.offer_id === rows[index].id)
        .map(one => one.service),
    );
    const service =
      refs.find(ref => names.has(serviceName(parseEntityRef(ref).name))) ??
      refs[0];
    const { contentHash: _, ...content } = {
      ...node,
      metadata: { ...node.metadata, service },
    };
    return { ...content, contentHash: contentHashOf(content) };
  });
}

/** An id stands for one content in a batch. */
function firstOfEachId(nodes: readonly EvidenceNode[]) {
  const first = new Map<string, EvidenceNode>();
  const others: EvidenceNode[] = [];
  for (const node of nodes) {
    if (first.has(node.id)) others.push(node);
    else first.set(node.id, node);
  }
  return { first: [...first.values()], others };
}

/**
 * Of an edited message: the incident has its id with other content, and both are
 * evidence.
 */
function withOwnId(node: EvidenceNode): EvidenceNode {
  const { contentHash, ...content } = node;
  const suffix = `#${contentHash.slice(0, SUFFIX_DIGITS)}`;
  const id = `${node.id.slice(0, MAX_ID - suffix.length)}${suffix}`;
  return { ...content, id, contentHash: contentHashOf({ ...content, id }) };
}
