import { parseEntityRef, type Entity } from '@backstage/catalog-model';

/** Refs that an entity's relations of a type point to. */
export function targetsOf(entity: Entity | undefined, type: string): string[] {
  return (entity?.relations ?? [])
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef.toLocaleLowerCase('en-US'));
}

/** Kind of a ref in lower case. Throws `InputError` for what is no ref. */
export function kindOf(ref: string): string {
  return parseEntityRef(ref).kind.toLocaleLowerCase('en-US');
}

/**
 * Everything that can be reached from the start, level by level, the start included. Circles end where they began.
 *
 * @param next - refs that a level leads to
 */
export async function reachable(
  start: readonly string[],
  next: (level: string[]) => Promise<string[]>,
): Promise<string[]> {
  const seen = new Set(start);
  let level = [...seen];
  while (level.length > 0) {
    const found = await next(level);
    level = [...new Set(found)].filter(ref => !seen.has(ref));
    for (const ref of level) seen.add(ref);
  }
  return [...seen];
}
