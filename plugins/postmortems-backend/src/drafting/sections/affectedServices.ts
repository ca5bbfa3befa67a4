import { serviceName } from '../../verification';
import { cite, recordSource, stated, type Stated } from '../write/sentence';
import type { SectionContext } from './context';

/** The services that the incident affected, by its record. */
export function affectedServices({ incident, seal }: SectionContext): Stated {
  const record = recordSource(seal);
  return stated(
    {
      type: 'record',
      field: 'services',
      values: incident.services.map(serviceName),
    },
    ...incident.services.map((_, index) => cite(record, `/services/${index}`)),
  );
}
