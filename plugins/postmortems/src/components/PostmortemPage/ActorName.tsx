import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { entityRefSchema } from '@postmortems/backstage-plugin-postmortems-common';

/** Who did something: a person of the catalog, or a machine, which it does not know. */
export function ActorName(props: { actor: string }) {
  const { actor } = props;
  const ref = entityRefSchema.safeParse(actor).data;
  return ref ? <EntityRefLink entityRef={ref} /> : <>{actor}</>;
}
