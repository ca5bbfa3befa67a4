import { NotAllowedError, NotFoundError, toError } from '@backstage/errors';
import type { CatalogUsers } from '@postmortems/backstage-plugin-postmortems-node';
import { type Reference, userSchema } from '../api/objects';
import type { PagerDutyApi } from '../api/PagerDutyApi';

const ID_ANNOTATIONS = ['pagerduty.com/user-id'];
/** Users whose address is looked up in one go; of more, only annotations count. */
const MAX_LOOKUPS = 50;

/** Who or what did something, as evidence has it. */
export type Author = {
  id?: string;
  name?: string;
  entityRef?: string;
  isBot?: true;
};

/** Finds the catalog users behind users of PagerDuty, in one collection or task. */
export class People {
  readonly #users: Pick<CatalogUsers, 'find'>;
  readonly #api: PagerDutyApi | undefined;
  readonly #found = new Map<string, Promise<string | undefined>>();
  readonly #unsure = new Set<string>();
  /** Why somebody could not be looked up, who then counts as a stranger. */
  failure?: Error;

  /** @param options - without `api` addresses are not known, and annotations decide */
  constructor(options: {
    users: Pick<CatalogUsers, 'find'>;
    api: PagerDutyApi | undefined;
  }) {
    this.#users = options.users;
    this.#api = options.api;
  }

  async find(id: string): Promise<string | undefined> {
    let found = this.#found.get(id);
    if (!found) {
      found = this.#look(id);
      this.#found.set(id, found);
    }
    return found;
  }

  async authorOf(reference: Reference | null | undefined): Promise<Author> {
    if (!reference) return { name: 'PagerDuty', isBot: true };
    const { id, summary } = reference;
    const entityRef = isUser(reference) ? await this.find(id) : undefined;
    return {
      id,
      name: summary?.trim() || id,
      ...(entityRef && { entityRef }),
      ...(!isUser(reference) && { isBot: true }),
    };
  }

  async #look(id: string): Promise<string | undefined> {
    const email =
      this.#api && this.#found.size < MAX_LOOKUPS
        ? await this.#emailOf(id, this.#api)
        : undefined;
    return this.#users.find({ id, annotations: ID_ANNOTATIONS, email });
  }

  /** Whether asking again may tell who this is. */
  isUnsure(id: string): boolean {
    return this.#unsure.has(id);
  }

  async #emailOf(id: string, api: PagerDutyApi): Promise<string | undefined> {
    try {
      const { user } = await api.get(`/users/${id}`);
      return userSchema.safeParse(user).data?.email ?? undefined;
    } catch (error) {
      // Whoever left the company is a stranger
      if (error instanceof NotFoundError) return undefined;
      this.failure ??= toError(error);
      if (!(error instanceof NotAllowedError)) this.#unsure.add(id);
      return undefined;
    }
  }
}

export function isUser(reference: Reference | null | undefined): boolean {
  return /^user/.test(reference?.type ?? '');
}
