import type { LoggerService } from '@backstage/backend-plugin-api';
import type { IncidentNotice } from '@postmortems/backstage-plugin-postmortems-common';
import type { ServiceCatalog } from '../platform/catalog';

/** A reader does not wait longer for the catalog, in milliseconds. */
const PATIENCE_MS = 2000;

/**
 * Says which services of an incident the catalog does not have: they were
 * renamed, removed, or never registered. Says nothing when the catalog does not
 * answer in time.
 */
export async function missingServices(options: {
  services: readonly string[];
  serviceCatalog: Pick<ServiceCatalog, 'unknownOf'>;
  logger?: LoggerService;
}): Promise<IncidentNotice[]> {
  const { services, serviceCatalog, logger } = options;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<string[]>(resolve => {
    timer = setTimeout(() => resolve([]), PATIENCE_MS);
  });
  const asked = serviceCatalog.unknownOf({ refs: services }).catch(error => {
    logger?.warn('Services could not be looked up in the catalog', error);
    return [];
  });
  const unknown = await Promise.race([asked, patience]);
  clearTimeout(timer);
  const since = new Date().toISOString();
  return unknown.map(ref => ({
    source: 'catalog',
    code: 'missing-service',
    message: `The catalog has no ${ref}. If it was renamed, reassign its incidents to the new name, or annotate the new entity with postmortems.dev/former-refs.`,
    since,
  }));
}
