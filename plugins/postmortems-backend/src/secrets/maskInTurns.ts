import { setImmediate as nextTick } from 'node:timers/promises';
import { maskJson } from './maskJson';

/** A list with more objects is masked element by element. */
const SHORT_LIST = 50;
/** Time after which other requests get a turn, in milliseconds. */
const TURN_MS = 20;

/** As {@link maskJson}; long lists of objects let other requests have a turn. */
export async function maskInTurns<T>(value: T): Promise<T> {
  if (isLongList(value)) return (await maskList(value)) as T;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return maskJson(value);
  }
  const members = Object.entries(value);
  const lists: [string, unknown[]][] = [];
  for (const [key, item] of members) {
    if (isLongList(item)) lists.push([key, await maskList(item)]);
  }
  if (lists.length === 0) return maskJson(value);
  const others = Object.fromEntries(
    members.filter(([, item]) => !isLongList(item)),
  );
  const masked = maskJson(others);
  return masked === others &&
    lists.every(([key, list]) => list === value[key as keyof T])
    ? value
    : ({ ...masked, ...Object.fromEntries(lists) } as T);
}

function isLongList(value: unknown): value is unknown[] {
  return (
    Array.isArray(value) &&
    value.length > SHORT_LIST &&
    value.every(item => typeof item === 'object')
  );
}

/** The list itself when nothing was masked. */
async function maskList(items: unknown[]): Promise<unknown[]> {
  const list: unknown[] = [];
  let changed = false;
  let turn = performance.now();
  for (const item of items) {
    if (performance.now() - turn > TURN_MS) {
      await nextTick();
      turn = performance.now();
    }
    const masked = maskJson(item);
    if (masked !== item) changed = true;
    list.push(masked);
  }
  return changed ? list : items;
}
