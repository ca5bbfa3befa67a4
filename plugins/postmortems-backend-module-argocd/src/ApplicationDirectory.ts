import type { AuthService } from '@backstage/backend-plugin-api';
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

  /** The component of an application: by its annotation, else by its name. */
  async find(application: string): Promise<string | undefined> {
    return (
      (await this.#services.findByAnnotation(NAME_ANNOTATION, application)) ??
      (await this.#services.find(application))
    );
  }
}

function split(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map(one => one.trim())
    .filter(Boolean);
}
