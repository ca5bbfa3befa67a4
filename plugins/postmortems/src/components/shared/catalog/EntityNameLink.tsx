import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { entityRefSchema } from '@postmortems/backstage-plugin-postmortems-common';

/**
 * A link to an entity by its display name. Text that is no entity ref, such as
 * an external system, stays as it is.
 */
export function EntityNameLink(props: { value: string }) {
  const { value } = props;
  const ref = entityRefSchema.safeParse(value).data;
  return ref ? <EntityRefLink entityRef={ref} /> : <>{value}</>;
}
