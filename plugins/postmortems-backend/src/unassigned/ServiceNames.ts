import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { ServiceCatalog } from '../platform/catalog';

/** Names in the catalog change rarely, in milliseconds. */
const KEPT_MS = 60_000;
/** An answer that the catalog owes is asked for again soon. */
const KEPT_WITHOUT_CATALOG_MS = 5_000;

/** As names of services are compared. */
export function serviceName(name: string): string {
  return name.trim().toLocaleLowerCase('en-US');
}

/**
 * What sources may call the services of incidents: by ref, by name, and as the
 * catalog says. While it does not answer, by ref and name alone.
 */
export class ServiceNames {
  readonly #catalog: Pick<ServiceCatalog, 'namesOf'>;
  readonly #logger: LoggerService;
  readonly #known = new Map<string, { names: string[]; until: number }>();

  constructor(options: {
    serviceCatalog: Pick<ServiceCatalog, 'namesOf'>;
    logger: LoggerService;
  }) {
    this.#catalog = options.serviceCatalog;
    this.#logger = options.logger;
  }

  /** The names of each ref, itself among them. */
  async of(refs: readonly string[]): Promise<Map<string, string[]>> {
    const now = Date.now();
    for (const [ref, { until }] of this.#known) {
      if (until <= now) this.#known.delete(ref);
    }
    const asked = [...new Set(refs)].filter(ref => !this.#known.has(ref));
    if (asked.length > 0) {
      const { names, keptMs } = await this.#ask(asked);
      for (const ref of asked) {
        const all = [ref, ref.slice(ref.indexOf('/') + 1)];
        all.push(...(names.get(ref) ?? []));
        this.#known.set(ref, {
          names: [...new Set(all.map(serviceName))],
          until: now + keptMs,
        });
      }
    }
    return new Map(
      refs.map(ref => [ref, this.#known.get(ref)?.names ?? [serviceName(ref)]]),
    );
  }

  async #ask(refs: readonly string[]) {
    try {
      const services = await this.#catalog.namesOf({ refs });
      const names = new Map(services.map(one => [one.ref, one.names]));
      return { names, keptMs: KEPT_MS };
    } catch (error) {
      this.#logger.warn(
        'Offered evidence is compared by names alone: the catalog did not answer',
        toError(error),
      );
      const names = new Map<string, readonly string[]>();
      return { names, keptMs: KEPT_WITHOUT_CATALOG_MS };
    }
  }
}
