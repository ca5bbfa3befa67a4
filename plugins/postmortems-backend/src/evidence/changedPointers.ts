import { joinPointer } from '@postmortems/backstage-plugin-postmortems-common';

/**
 * JSON pointers of the values that differ between what was sent and what is
 * kept of it, in the order of the former; the first `max` of them.
 */
export function changedPointers(
  sent: unknown,
  kept: unknown,
  max: number,
): string[] {
  const found: string[] = [];
  collect(sent, kept, '', { found, max });
  return found;
}

function collect(
  sent: unknown,
  kept: unknown,
  pointer: string,
  result: { found: string[]; max: number },
): void {
  if (Object.is(sent, kept) || result.found.length >= result.max) return;
  if (!isContainer(sent) || !isContainer(kept)) {
    result.found.push(pointer);
    return;
  }
  const isShorter =
    Array.isArray(sent) && sent.length !== Object.keys(kept).length;
  if (isShorter) result.found.push(pointer);
  for (const [name, value] of Object.entries(sent)) {
    if (result.found.length >= result.max) return;
    if (value === undefined) continue;
    // What is missing of a list is told by the list
    if (isShorter && !Object.hasOwn(kept, name)) return;
    collect(
      value,
      Object.hasOwn(kept, name) ? kept[name] : undefined,
      joinPointer(pointer, name),
      result,
    );
  }
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
