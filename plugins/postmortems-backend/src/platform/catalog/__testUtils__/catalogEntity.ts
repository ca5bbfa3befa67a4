import type { Entity } from '@backstage/catalog-model';

/**
 * An entity of the default namespace as the catalog serves it. Refs are short,
 * e.g. `component:checkout`.
 */
export function catalogEntity(
  ref: string,
  relations: Record<string, string[]> = {},
  annotations: Record<string, string> = {},
): Entity {
  const [kind, name] = ref.split(':');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kind[0].toLocaleUpperCase('en-US') + kind.slice(1),
    metadata: { name, namespace: 'default', annotations },
    relations: Object.entries(relations).flatMap(([type, targets]) =>
      targets.map(target => ({
        type,
        targetRef: target.replace(':', ':default/'),
      })),
    ),
  };
}
