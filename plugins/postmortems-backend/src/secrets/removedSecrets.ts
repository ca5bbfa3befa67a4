import {
  joinPointer,
  type JsonValue,
  type RemovedSecret,
} from '@postmortems/backstage-plugin-postmortems-common';
import { MARKER } from './Span';

/** A longer list says nothing more. */
const MOST = 100;

/**
 * What was removed from a value and where, by the markers that stand in its
 * place. They are the record: the content hash covers them, and they outlive
 * each copy of the value.
 */
export function removedSecrets(value: JsonValue, path = ''): RemovedSecret[] {
  const removed: RemovedSecret[] = [];
  collect(value, path, removed);
  return removed.slice(0, MOST);
}

function collect(value: JsonValue, path: string, removed: RemovedSecret[]) {
  if (removed.length >= MOST) return;
  if (typeof value === 'string') {
    for (const kind of kindsIn(value)) removed.push({ kind, pointer: path });
  } else if (Array.isArray(value)) {
    value.forEach((item, index) =>
      collect(item, joinPointer(path, index), removed),
    );
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const pointer = joinPointer(path, key);
      for (const kind of kindsIn(key)) removed.push({ kind, pointer });
      collect(item, pointer, removed);
    }
  }
}

/** Each kind once. */
function kindsIn(text: string): Set<string> {
  if (!text.includes('[')) return new Set();
  return new Set([...text.matchAll(MARKER)].map(([, kind]) => kind));
}
