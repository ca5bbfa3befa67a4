import type { CatalogUsers } from '@postmortems/backstage-plugin-postmortems-node';
import type { Names } from '../messages/mrkdwn';
import type { SlackMessage } from '../messages/slackMessage';
import { nameOfUser } from '../messages/slackUser';
import { groupsSchema, userSchema } from './responses';
import type { SlackApi } from './SlackApi';
import { SlackRefusal } from './SlackRefusal';

/** Annotations of catalog users that may hold the id of a Slack account. */
export const USER_ID_ANNOTATIONS = ['slack.com/user_id', 'slack.com/user-id'];
const FRESH_MS = 60 * 60 * 1000;
const MAX_REMEMBERED = 20_000;

/** Every place in which a message names an account or a group. */
const USER_ID = /(?:<@|"(?:user|user_id|created_by)":")([UW][A-Z0-9]{1,20})/g;
const GROUP_ID = /(?:<!subteam\^|"usergroup_id":")(S[A-Z0-9]{0,20})/;

type Person = { name?: string; ref?: string };

/** Names of the people, groups and channels of a workspace, remembered for an hour. */
export class Directory implements Names {
  readonly #users: Pick<CatalogUsers, 'find'>;
  readonly #now: () => number;
  #since = 0;
  readonly #people = new Map<string, Person>();
  #groups: Map<string, string> | undefined;
  readonly #channels = new Map<string, string>();

  constructor(options: {
    users: Pick<CatalogUsers, 'find'>;
    now?: () => number;
  }) {
    this.#users = options.users;
    this.#now = options.now ?? Date.now;
  }

  user(id: string): string | undefined {
    return this.#people.get(id)?.name;
  }

  group(id: string): string | undefined {
    return this.#groups?.get(id);
  }

  channel(id: string): string | undefined {
    return this.#channels.get(id);
  }

  /** Names never decide who somebody is in the catalog. */
  userRef(id: string): string | undefined {
    return this.#people.get(id)?.ref;
  }

  rememberChannels(channels: readonly { id: string; name?: string }[]): void {
    for (const { id, name } of channels) {
      if (name) this.#channels.set(id, name);
    }
  }

  /** Asks for the names that messages need. */
  async prepare(
    api: SlackApi,
    messages: readonly SlackMessage[],
  ): Promise<void> {
    const written = JSON.stringify(messages);
    await this.learn(
      api,
      [...written.matchAll(USER_ID)].map(([, id]) => id),
    );
    if (!this.#groups && GROUP_ID.test(written)) {
      this.#groups = await findGroups(api);
    }
  }

  /** Asks who people are; without the API only the catalog. */
  async learn(
    api: SlackApi | undefined,
    ids: readonly string[],
  ): Promise<void> {
    this.#forgetOld();
    for (const id of ids) {
      if (!this.#people.has(id)) {
        this.#people.set(id, await this.#findPerson(api, id));
      }
    }
  }

  async #findPerson(api: SlackApi | undefined, id: string): Promise<Person> {
    const answer =
      api &&
      (await unlessRefused(api.call('users.info', { user: id }, userSchema)));
    if (!answer) return { ref: await this.#findRef(id) };
    const { user } = answer;
    return {
      name: nameOfUser(user),
      ref: await this.#findRef(id, user.profile?.email),
    };
  }

  #findRef(id: string, email?: string): Promise<string | undefined> {
    return this.#users.find({ id, annotations: USER_ID_ANNOTATIONS, email });
  }

  #forgetOld(): void {
    const now = this.#now();
    const isOld = now - this.#since > FRESH_MS;
    if (!isOld && this.#people.size < MAX_REMEMBERED) return;
    this.#since = now;
    this.#people.clear();
    this.#groups = undefined;
  }
}

async function findGroups(api: SlackApi): Promise<Map<string, string>> {
  const answer = await unlessRefused(
    api.call('usergroups.list', {}, groupsSchema),
  );
  return new Map(
    answer?.usergroups.flatMap(({ id, handle, name }) =>
      handle || name ? [[id, (handle || name)!] as const] : [],
    ),
  );
}

/** A name that Slack does not tell is no reason to lose the message. */
async function unlessRefused<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof SlackRefusal && !error.isOfToken) return undefined;
    throw error;
  }
}
