import type { AuthService } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { CatalogServices } from '@postmortems/backstage-plugin-postmortems-node';

// Those of Backstage's plugins for Argo CD
const NAME_ANNOTATION = 'argocd/app-name';
const SELECTOR_ANNOTATION = 'argocd/app-selector';
const NAMESPACE_ANNOTATION = 'argocd/app-namespace';
const INSTANCE_ANNOTATION = 'argocd/instance-name';

/** Applications of a component, by their names or by labels. */
export type Wanted = {
  /** Entity ref. */
  ref: string;
  namespace?: string;
} & ({ name: string } | { selector: string });

/** Which applications of Argo CD belong to which component. */
export class ApplicationDirectory {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #services: CatalogServices;

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#services = new CatalogServices(options);
  }

  /** Without annotations none: an application may have the name of another component. */
  async applicationsOf(
    refs: readonly string[],
    instance: string | undefined,
  ): Promise<Wanted[]> {
    const found: Wanted[] = [];
    for (const ref of refs) {
      const entity = await this.#catalog.getEntityByRef(ref, {
        credentials: await this.#auth.getOwnServiceCredentials(),
      });
      const annotations = entity?.metadata.annotations ?? {};
      const other = annotations[INSTANCE_ANNOTATION];
      if (instance && other && !split(other).includes(instance)) continue;
      const namespace = annotations[NAMESPACE_ANNOTATION]?.trim() || undefined;
      const selector = annotations[SELECTOR_ANNOTATION]?.trim();
      found.push(
        ...split(annotations[NAME_ANNOTATION]).map(name => ({
          ref,
          namespace,
          name,
        })),
        ...(selector ? [{ ref, namespace, selector }] : []),
      );
    }
    return found;
  }

  /**
   * The component of an application: by its annotation, else by its name. One that is
   * annotated with another instance or namespace is not it; one that is annotated with
   * the application's own comes before one that does not say.
   */
  async find({
    name,
    namespace,
    instance,
  }: Located): Promise<string | undefined> {
    const where = { namespace, instance };
    const named = await this.#services.allByAnnotation(NAME_ANNOTATION, name);
    const fitting = named.filter(entity => isPlacedAt(entity, where));
    const ref = bestOf(fitting);
    if (ref) return ref;
    const byName = await this.#services.find(name);
    const entity =
      byName &&
      (await this.#catalog.getEntityByRef(byName, {
        credentials: await this.#auth.getOwnServiceCredentials(),
      }));
    return entity && isPlacedAt(entity, where) ? byName : undefined;
  }
}

/** An application, and where it is as far as that is known. */
type Located = { name: string; namespace?: string; instance?: string };

function placeOf({ metadata }: Entity): string[][] {
  return [INSTANCE_ANNOTATION, NAMESPACE_ANNOTATION].map(annotation =>
    split(metadata.annotations?.[annotation]),
  );
}

function isPlacedAt(
  entity: Entity,
  { instance, namespace }: Omit<Located, 'name'>,
): boolean {
  const [instances, namespaces] = placeOf(entity);
  return (
    (!instance || instances.length === 0 || instances.includes(instance)) &&
    (!namespace || namespaces.length === 0 || namespaces.includes(namespace))
  );
}

const isDefault = (ref: string) => ref.startsWith('component:default/');

/** The one that says most of its place; else as elsewhere, by namespace and ref. */
function bestOf(entities: readonly Entity[]): string | undefined {
  const says = (entity: Entity) =>
    placeOf(entity).filter(({ length }) => length > 0).length;
  return entities
    .map(entity => ({ ref: stringifyEntityRef(entity), says: says(entity) }))
    .sort(
      (a, b) =>
        b.says - a.says ||
        Number(isDefault(b.ref)) - Number(isDefault(a.ref)) ||
        (a.ref < b.ref ? -1 : 1),
    )[0]?.ref;
}

function split(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map(one => one.trim())
    .filter(Boolean);
}
