import {
  csvCell,
  type AuditChange,
  type AuditEntry,
  type AuditValue,
} from '@postmortems/backstage-plugin-postmortems-common';

const COLUMNS = [
  'id',
  'at',
  'actor',
  'actor_kind',
  'action',
  'incident',
  'postmortem',
  'subject',
  'changes',
  'details',
];

/** The audit as CSV (RFC 4180), a line at a time. */
export async function* toCsv(
  entries: AsyncIterable<AuditEntry>,
): AsyncIterable<string> {
  yield lineOf(COLUMNS);
  for await (const entry of entries) {
    yield lineOf([
      String(entry.id),
      entry.at,
      entry.actor,
      entry.actorKind,
      entry.action,
      entry.incidentKey ?? '',
      entry.postmortemId ?? '',
      entry.subjectId,
      entry.changes.map(described).join('; '),
      Object.keys(entry.details).length > 0
        ? JSON.stringify(entry.details)
        : '',
    ]);
  }
}

function described({ field, from, to }: AuditChange): string {
  return `${field}: ${textOf(from)} → ${textOf(to)}`;
}

function textOf(value: AuditValue | undefined): string {
  if (value === undefined) return '(empty)';
  return typeof value === 'object'
    ? `(${value.characters} characters)`
    : String(value);
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
