import {
  Entity,
  isGroupEntity,
  parseEntityRef,
  RELATION_HAS_PART,
  RELATION_OWNER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';

const SERVICE_KINDS = ['component', 'system', 'domain'];

/**
 * What an incident that is opened on an entity's page can have affected: the component itself; the parts of a system or
 * domain, or the whole; what a group owns, but never the group.
 */
export function affectedServices(entity: Entity): string[] {
  const self = stringifyEntityRef(entity);
  if (entity.kind.toLocaleLowerCase('en-US') === 'component') return [self];
  const related = (entity.relations ?? [])
    .filter(
      ({ type, targetRef }) =>
        (type === RELATION_HAS_PART || type === RELATION_OWNER_OF) &&
        SERVICE_KINDS.includes(parseEntityRef(targetRef).kind),
    )
    .map(({ targetRef }) => targetRef);
  const distinct = [...new Set(related)].sort();
  return isGroupEntity(entity) ? distinct : [...distinct, self];
}
