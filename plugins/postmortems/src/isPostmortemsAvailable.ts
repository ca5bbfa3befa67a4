import type { Entity } from '@backstage/catalog-model';

/** Kinds of entities that have a Postmortems tab, in lower case. */
export const POSTMORTEM_KINDS = ['component', 'system', 'domain', 'group'];

/**
 * Whether an entity has a Postmortems tab: a component, or a system, domain or
 * group, which show what belongs to them.
 *
 * @public
 */
export function isPostmortemsAvailable(entity: Entity): boolean {
  return POSTMORTEM_KINDS.includes(entity.kind.toLocaleLowerCase('en-US'));
}
