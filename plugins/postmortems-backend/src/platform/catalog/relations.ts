import { parseEntityRef, type Entity } from '@backstage/catalog-model';

/** Refs that an entity's relations of a type point to. */
export function targetsOf(entity: Entity | undefined, type: string): string[] {
  return (entity?.relations ?? [])
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => lowerCased(targetRef));
}

/** A ref as the catalog compares it. */
export function lowerCased(ref: string): string {
  return ref.toLocaleLowerCase('en-US');
}

/** Lower-case kind of a ref. Throws `InputError` for an invalid ref. */
export function kindOf(ref: string): string {
  return lowerCased(parseEntityRef(ref).kind);
}

/** Refs by their lower-case kind. Throws `InputError` for an invalid ref. */
export function refsByKind(refs: readonly string[]): Map<string, string[]> {
  const byKind = new Map<string, string[]>();
  for (const ref of refs) {
    const kind = kindOf(ref);
    const ofKind = byKind.get(kind);
    if (ofKind) ofKind.push(ref);
    else byKind.set(kind, [ref]);
  }
  return byKind;
}

/** The intersection, each value once. Empty for no lists. */
export function intersectionOf([first, ...others]: string[][]): string[] {
  const sets = others.map(list => new Set(list));
  return [...new Set(first)].filter(ref => sets.every(set => set.has(ref)));
}

/**
 * Everything that is reachable from the start, which is included. Cycles are
 * followed once.
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
