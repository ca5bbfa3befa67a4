import type {
  EvidenceSeal,
  Incident,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { KnownService, ServiceCatalog } from '../platform/catalog';
import { OTHER_NAMES } from '../sealing';

/**
 * Services around an incident: those that the catalog knows, and names that
 * only the sealed evidence uses.
 */
export async function knownServicesOf(options: {
  serviceCatalog: Pick<ServiceCatalog, 'knownServices'>;
  incident: Incident;
  seal: EvidenceSeal;
}): Promise<KnownService[]> {
  const { serviceCatalog, incident, seal } = options;
  const known = await serviceCatalog.knownServices({ refs: incident.services });
  const names = new Set(
    known.flatMap(service => [service.ref, ...service.names]),
  );
  const others = new Set([
    ...incident.services,
    ...Object.keys(seal.manifest.byService).filter(
      name => name !== OTHER_NAMES,
    ),
  ]);
  return [
    ...known,
    ...[...others]
      .filter(name => !names.has(name))
      .map(name => ({
        ref: name,
        names: [name.replace(/^component:default\//, ''), name],
      })),
  ];
}

/** Every name of the services: none of them names a person. */
export function systemNamesOf(services: readonly KnownService[]): string[] {
  return [...new Set(services.flatMap(({ names }) => names))];
}
