import type {
  EvidenceNode,
  JsonValue,
} from '@postmortems/backstage-plugin-postmortems-common';
import { contentHashOf } from '../evidence';
import { type BulkTable, toNull, toSearchText } from '../platform/database';
import { sha256 } from '../platform/hashing';

/** Hex digits of the hash that an offer is known by. */
const ID_DIGITS = 32;
/** Of the words that an offer is found by, in characters. */
const MAX_SEARCHED = 4000;
/** Longer runs of letters are no words; PostgreSQL indexes none of 2 KiB. */
const NO_WORD = /[\p{L}\p{N}]{65,}/gu;

/** `erased`: nothing is left but the id, so that it does not come back. */
export type OfferState = 'unassigned' | 'assigned' | 'dismissed' | 'erased';

/** States in which offers still find incidents by themselves. */
export const MATCHED_STATES: readonly OfferState[] = ['unassigned', 'assigned'];

export type OfferRow = {
  id: string;
  source_id: string;
  state: OfferState;
  node: string | null;
  source_type: string;
  occurred_at: string;
  conversation: string | null;
  restricted: string | null;
  search_text: string;
  offered_at: string;
};

/** What a source offered, ready to be stored. */
export type Offer = {
  node: EvidenceNode;
  /** As {@link serviceName} writes them. */
  services: string[];
  conversation?: string;
  incidentKeys: string[];
  restricted?: string;
};

export const OFFERS: BulkTable<OfferRow> = {
  name: 'offered_evidence',
  columns: {
    id: 'text',
    source_id: 'text',
    state: 'text',
    node: 'text',
    source_type: 'text',
    occurred_at: 'text',
    conversation: 'text',
    restricted: 'text',
    search_text: 'text',
    offered_at: 'text',
  },
  skipTaken: { key: ['id'], returning: 'id' },
};

export const OFFER_SERVICES: BulkTable<{
  service: string;
  occurred_at: string;
  offer_id: string;
}> = {
  name: 'offered_evidence_services',
  columns: { service: 'text', occurred_at: 'text', offer_id: 'text' },
};

export const OFFER_KEYS: BulkTable<{ incident_key: string; offer_id: string }> =
  {
    name: 'offered_evidence_keys',
    columns: { incident_key: 'text', offer_id: 'text' },
  };

export const PENDING_OFFERS: BulkTable<{ offer_id: string; since: string }> = {
  name: 'offered_evidence_pending',
  columns: { offer_id: 'text', since: 'text' },
  skipTaken: { key: ['offer_id'], returning: 'offer_id' },
};

/** The content hash covers the id of the node. */
export function offerIdOf(sourceId: string, node: EvidenceNode): string {
  return sha256(JSON.stringify([sourceId, node.contentHash])).slice(
    0,
    ID_DIGITS,
  );
}

export function toOfferRow(
  sourceId: string,
  { node, conversation, restricted }: Offer,
  offeredAt: string,
): OfferRow {
  const { contentHash, ...content } = node;
  return {
    id: offerIdOf(sourceId, node),
    source_id: sourceId,
    state: 'unassigned',
    node: JSON.stringify(content),
    source_type: node.sourceType,
    occurred_at: node.timestamp,
    conversation: toNull(conversation),
    restricted: toNull(restricted),
    search_text: offerSearchText(node),
    offered_at: offeredAt,
  };
}

/** The node of a row that has one, hashed anew: what was erased is not in it. */
export function nodeOf(row: Pick<OfferRow, 'node'>): EvidenceNode {
  const content = JSON.parse(String(row.node));
  return { ...content, contentHash: contentHashOf(content) };
}

/** The words of an offer that a search finds. */
export function offerSearchText(
  node: Pick<EvidenceNode, 'payload' | 'metadata'>,
): string {
  const text = [...stringsOf(node.payload), node.metadata.service]
    .join(' ')
    .slice(0, MAX_SEARCHED)
    .normalize('NFKC')
    .replace(NO_WORD, ' ');
  return toSearchText(text);
}

function* stringsOf(value: JsonValue): Iterable<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) yield* stringsOf(item);
  }
}
