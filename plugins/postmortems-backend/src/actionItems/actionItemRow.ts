import type {
  ActionItem,
  ActionItemRecord,
} from '@postmortems/backstage-plugin-postmortems-common';
import { oneLine } from '../platform/text/oneLine';

export type ActionItemRow = {
  postmortem_id: string;
  id: string;
  incident_key: string;
  title: string;
  type: string;
  priority: string;
  state: string;
  owner_ref: string | null;
  due_at: string | null;
  end_state: string;
  claim_id: string | null;
  ticket_url: string | null;
  ticket_key: string | null;
  version: number;
  created_by: string;
  created_at: string;
  updated_at: string;
  closed_at: string | null;
};

/**
 * `created_by` of what the pipeline proposes. Every other value is an actor: a
 * person's entity ref or a machine's subject.
 */
export const PIPELINE = 'postmortems';

export function fromActionItemRow(row: ActionItemRow): ActionItemRecord {
  return {
    id: row.id,
    postmortemId: row.postmortem_id,
    incidentKey: row.incident_key,
    title: row.title,
    type: row.type as ActionItem['type'],
    priority: row.priority as ActionItem['priority'],
    state: row.state as ActionItem['state'],
    ...(row.owner_ref !== null && { owner: row.owner_ref }),
    ...(row.due_at !== null && { dueAt: row.due_at }),
    endState: row.end_state,
    ...(row.claim_id !== null && { claimId: row.claim_id }),
    ...(row.ticket_url !== null && { ticketUrl: row.ticket_url }),
    ...(row.ticket_key !== null && { ticketKey: row.ticket_key }),
    version: row.version,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    ...(row.closed_at !== null && { closedAt: row.closed_at }),
  };
}

export function toActionItemRow(item: ActionItemRecord): ActionItemRow {
  return {
    postmortem_id: item.postmortemId,
    id: item.id,
    incident_key: item.incidentKey,
    title: oneLine(item.title),
    type: item.type,
    priority: item.priority,
    state: item.state,
    owner_ref: item.owner ?? null,
    due_at: item.dueAt ?? null,
    end_state: oneLine(item.endState),
    claim_id: item.claimId ?? null,
    ticket_url: item.ticketUrl ?? null,
    ticket_key: item.ticketKey ?? null,
    version: item.version,
    created_by: item.createdBy,
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    closed_at: item.closedAt ?? null,
  };
}
