import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { CatalogServices } from '@postmortems/backstage-plugin-postmortems-node';

/** Catalog annotation with the values of the tag `service`, separated by commas. */
const SERVICE_ANNOTATION = 'datadoghq.com/service';

/** A service by its entity ref and its value of the tag `service`. */
export type TaggedService = { ref: string; tag: string };

/** Which entity of the catalog Datadog means by `service:…`, and the reverse. */
export class ServiceTags {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #services: CatalogServices;

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#services = new CatalogServices(options);
  }

  /** Those of the annotation, else the names of the entity in monitoring. */
  async tagsOf(refs: readonly string[]): Promise<TaggedService[]> {
    const tagged: TaggedService[] = [];
    for (const ref of refs) {
      const entity = await this.#catalog.getEntityByRef(ref, {
        credentials: await this.#auth.getOwnServiceCredentials(),
      });
      const own = (entity?.metadata.annotations?.[SERVICE_ANNOTATION] ?? '')
        .split(',')
        .map(name => name.trim())
        .filter(Boolean);
      const names = own.length > 0 ? own : await this.#services.namesOf(ref);
      tagged.push(...names.map(name => ({ ref, tag: toTagValue(name) })));
    }
    return tagged;
  }

  /** The entity with this value of the tag `service`. */
  async find(tag: string): Promise<string | undefined> {
    return (
      (await this.#services.findByAnnotation(SERVICE_ANNOTATION, tag)) ??
      (await this.#services.find(tag))
    );
  }
}

/**
 * A name as Datadog keeps it in tags: in lower case, with underscores for what
 * they cannot hold. So it needs no quoting in a query.
 */
export function toTagValue(name: string): string {
  return name
    .toLocaleLowerCase('en-US')
    .replace(/[^\p{L}\p{N}_\-:./]+/gu, '_')
    .slice(0, 200);
}

/** The values of the tag `service` in a list of tags. */
export function serviceTagsIn(tags: readonly string[]): string[] {
  return tags
    .filter(tag => tag.startsWith('service:'))
    .map(tag => tag.slice('service:'.length));
}
