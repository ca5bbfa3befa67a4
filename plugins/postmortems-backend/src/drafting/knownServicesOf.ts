import type {
  EvidenceNode,
  Incident,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ServiceCatalog } from '../platform/catalog';
import type { KnownService } from '../verification';

/** Services around an incident: those that the catalog knows, and names that only the evidence uses. */
export async function knownServicesOf(options: {
  catalog: ServiceCatalog;
  incident: Incident;
  evidence: readonly EvidenceNode[];
}): Promise<KnownService[]> {
  const { catalog, incident, evidence } = options;
  const known = await catalog.knownServices({ refs: incident.services });
  const names = new Set(
    known.flatMap(service => [service.ref, ...service.names]),
  );
  const others = new Set([
    ...incident.services,
    ...evidence.map(({ metadata }) => metadata.service),
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

/** Every name of the services; what looks like a person's name among them is none. */
export function systemNamesOf(services: readonly KnownService[]): string[] {
  return [...new Set(services.flatMap(({ names }) => names))];
}
