import type { CatalogUsers } from '@postmortems/backstage-plugin-postmortems-node';
import type { TeamsMessage } from '../messages/teamsMessage';
import type { GraphApi } from './GraphApi';
import { GraphRefusal } from './GraphRefusal';
import { userSchema } from './responses';

/** Set by the catalog's own import from Microsoft Entra. */
export const USER_ID_ANNOTATIONS = ['graph.microsoft.com/user-id'];
const USER = { what: 'the profile of a user', permission: 'User.Read.All' };
const USER_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const FRESH_MS = 60 * 60 * 1000;
const MAX_REMEMBERED = 20_000;

type Person = { name?: string; ref?: string };

/** Names of the people of a tenant, remembered for an hour. */
export class Directory {
  readonly #users: Pick<CatalogUsers, 'find'>;
  readonly #now: () => number;
  #since = 0;
  readonly #people = new Map<string, Person>();
  /** Without the permission nobody is asked for again until the hour is over. */
  #isClosed = false;

  constructor(options: {
    users: Pick<CatalogUsers, 'find'>;
    now?: () => number;
  }) {
    this.#users = options.users;
    this.#now = options.now ?? Date.now;
  }

  name(id: string): string | undefined {
    return this.#people.get(id)?.name;
  }

  /** Names never decide who somebody is in the catalog. */
  userRef(id: string): string | undefined {
    return this.#people.get(id)?.ref;
  }

  /** Asks for the people that messages need. */
  async prepare(
    api: GraphApi,
    messages: readonly TeamsMessage[],
  ): Promise<void> {
    this.#forgetOld();
    const ids = messages.flatMap(({ from, mentions = [] }) => [
      from?.user?.id,
      ...mentions.map(({ mentioned }) => mentioned?.user?.id),
    ]);
    for (const id of new Set(ids)) {
      if (id && USER_ID.test(id) && !this.#people.has(id)) {
        this.#people.set(id, await this.#findPerson(api, id));
      }
    }
  }

  async #findPerson(api: GraphApi, id: string): Promise<Person> {
    const { displayName: name, mail: email } = await this.#ask(api, id);
    const annotations = USER_ID_ANNOTATIONS;
    return { name, ref: await this.#users.find({ id, annotations, email }) };
  }

  /** What Graph does not tell of a person is no reason to lose the message. */
  async #ask(api: GraphApi, id: string) {
    if (this.#isClosed) return {};
    try {
      return await api.get(
        `/users/${id}?$select=id,displayName,mail`,
        USER,
        userSchema,
      );
    } catch (error) {
      if (!(error instanceof GraphRefusal) || error.isOfToken) throw error;
      this.#isClosed = error.status === 403;
      return {};
    }
  }

  #forgetOld(): void {
    const now = this.#now();
    const isOld = now - this.#since > FRESH_MS;
    if (!isOld && this.#people.size < MAX_REMEMBERED) return;
    this.#since = now;
    this.#people.clear();
    this.#isClosed = false;
  }
}
