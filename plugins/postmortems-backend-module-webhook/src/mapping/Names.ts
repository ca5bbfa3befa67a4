import {
  type CatalogServices,
  type CatalogUsers,
  fitsAny,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { WebhookConfig } from '../config/config';

const COMPONENT_REF = /^[a-z]+:[^/\s:]+\/[^/\s:]+$/i;

type NamesConfig = Pick<
  WebhookConfig,
  'services' | 'serviceAnnotation' | 'actorAnnotation'
>;

/** What a sender's names of services and people are in the catalog. */
export class Names {
  readonly #config: NamesConfig;
  readonly #services: Pick<CatalogServices, 'find' | 'findByAnnotation'>;
  readonly #users: Pick<CatalogUsers, 'find'>;

  constructor(options: {
    config: NamesConfig;
    services: Pick<CatalogServices, 'find' | 'findByAnnotation'>;
    users: Pick<CatalogUsers, 'find'>;
  }) {
    this.#config = options.config;
    this.#services = options.services;
    this.#users = options.users;
  }

  /** Entity refs; a name that the catalog does not have stays as it is. */
  async servicesOf(sent: readonly string[]): Promise<string[]> {
    const refs: string[] = [];
    for (const name of sent) refs.push(await this.#serviceOf(name));
    return [...new Set(refs)];
  }

  async #serviceOf(sent: string): Promise<string> {
    const { services, serviceAnnotation } = this.#config;
    const listed = Object.entries(services).find(([pattern]) =>
      fitsAny(sent, [pattern]),
    )?.[1];
    const name = listed ?? sent;
    if (COMPONENT_REF.test(name)) return name.toLocaleLowerCase('en-US');
    const annotated =
      serviceAnnotation &&
      (await this.#services.findByAnnotation(serviceAnnotation, sent));
    return annotated || ((await this.#services.find(name)) ?? name);
  }

  /** By e-mail address or annotation; a name alone is a stranger. */
  async userOf(actor: string, email: string): Promise<string | undefined> {
    const { actorAnnotation } = this.#config;
    if (!email && (!actor || !actorAnnotation)) return undefined;
    return this.#users.find({
      ...(actor && actorAnnotation && { id: actor }),
      annotations: actorAnnotation ? [actorAnnotation] : [],
      ...(email && { email }),
    });
  }
}
