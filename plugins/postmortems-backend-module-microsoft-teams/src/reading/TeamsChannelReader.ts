import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type ChannelPass,
  ChannelReader,
  type ChannelReaderOptions,
  type ChannelThread,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { GraphApi } from '../api/GraphApi';
import { GraphRefusal } from '../api/GraphRefusal';
import { pageSchema, type TeamsChannel } from '../api/responses';
import {
  readMessages,
  readThreads,
  type TeamsMessage,
  teamsMessageSchema,
  type TeamsThread,
} from '../messages/teamsMessage';

const MESSAGES = {
  what: 'the messages of a channel',
  permission: 'ChannelMessage.Read.All',
};
/** With up to a thousand replies each; Graph gives 50 at most. */
const THREADS_PAGE = 20;
const REPLIES_PAGE = 50;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Graph tells changes of the last eight months, and fewer days are in no eight months. */
const DELTA_MS = 240 * DAY_MS;
/** The filter takes what is later than its time, and not what is of that time. */
const FILTER_MARGIN_MS = 1000;

/**
 * Reads one channel of Teams for one incident. Graph gives the threads in which
 * something changed since the window began, in no order that it promises.
 *
 * @see https://learn.microsoft.com/graph/api/chatmessage-delta
 */
export class TeamsChannelReader extends ChannelReader<
  TeamsChannel,
  TeamsMessage
> {
  readonly #api: GraphApi;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  /** Whether messages were left out, as they have no valid id or time. */
  hasUnreadable = false;

  constructor(
    options: ChannelReaderOptions<TeamsChannel, TeamsMessage> & {
      api: GraphApi;
      logger: LoggerService;
      now: () => number;
    },
  ) {
    super(options);
    this.#api = options.api;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  protected async readPage(pass: ChannelPass): Promise<void> {
    const { threads, next } = await this.#getThreads(pass);
    await this.options.keep(
      threads.flatMap(thread => this.#takesFromPage(pass, thread)),
    );
    pass.cursor = next;
    pass.isListed = next === undefined;
  }

  /** Notes a thread with more replies, and says what is taken now. */
  #takesFromPage(pass: ChannelPass, thread: TeamsThread): TeamsMessage[] {
    const { root, replies, next } = thread;
    const all = [root, ...replies];
    const isTaken = this.#isAbout(pass, all);
    const found = isTaken ? all.filter(one => isWithin(one, pass)) : [];
    if (next) {
      this.noteThread(pass, {
        ts: root.id,
        cursor: next,
        isTaken,
        isRootTaken: found.length > 0,
      });
    }
    // Replies need what they reply to, however old that is
    return found.length > 0 && !found.includes(root) ? [root, ...found] : found;
  }

  /** What is written after the window is no reason to take what was before. */
  #isAbout({ to }: ChannelPass, messages: readonly TeamsMessage[]): boolean {
    const end = new Date(to);
    return (
      this.isOwn ||
      this.options.isAbout(
        messages.filter(({ createdDateTime: at }) => at <= end),
      )
    );
  }

  protected async readThread(
    pass: ChannelPass,
    thread: ChannelThread,
  ): Promise<void> {
    const page = await this.#getReplies(thread);
    const { messages, next } = page;
    if (!thread.isTaken && this.#isAbout(pass, messages)) {
      // The pages before are part of it too
      thread.isTaken = true;
      thread.cursor = undefined;
      return;
    }
    if (thread.isTaken) {
      const found = messages.filter(message => isWithin(message, pass));
      if (found.length > 0 && !thread.isRootTaken) {
        found.unshift(...(await this.#getRoot(thread)));
        thread.isRootTaken = true;
      }
      await this.options.keep(found);
    }
    thread.cursor = next;
    if (!next) pass.threads.shift();
  }

  get #path(): string {
    return pathOf(this.channel);
  }

  #firstPage({ from }: ChannelPass): string {
    const query = `$top=${THREADS_PAGE}&$expand=replies`;
    const start = Date.parse(from) - FILTER_MARGIN_MS;
    if (this.#now() - start > DELTA_MS) return `${this.#path}?${query}`;
    const filter = `lastModifiedDateTime gt ${new Date(start).toISOString()}`;
    return `${this.#path}/delta?${query}&$filter=${encodeURIComponent(filter)}`;
  }

  async #getThreads(
    pass: ChannelPass,
  ): Promise<{ threads: TeamsThread[]; next?: string }> {
    const { value, next } = await this.#getPage(pass, this.#firstPage(pass));
    const { threads, unreadable } = readThreads(value);
    this.#warnOf(unreadable);
    return { threads, next };
  }

  async #getReplies(
    thread: ChannelThread,
  ): Promise<{ messages: TeamsMessage[]; next?: string }> {
    const first = `${this.#path}/${thread.ts}/replies?$top=${REPLIES_PAGE}`;
    try {
      const { value, next } = await this.#getPage(thread, first);
      const { messages, unreadable } = readMessages(value);
      this.#warnOf(unreadable);
      return { messages, next };
    } catch (error) {
      // The whole thread was deleted for good
      if (isGone(error)) return { messages: [] };
      throw error;
    }
  }

  async #getRoot({ ts }: ChannelThread): Promise<TeamsMessage[]> {
    try {
      const root = await this.#api.get(
        `${this.#path}/${ts}`,
        MESSAGES,
        teamsMessageSchema,
      );
      return [root];
    } catch (error) {
      if (isGone(error)) return [];
      throw error;
    }
  }

  /** Links to further pages end at some time; then it begins again. */
  async #getPage(
    place: { cursor?: string },
    first: string,
  ): Promise<{ value: unknown[]; next?: string }> {
    let link = place.cursor ?? first;
    let page;
    try {
      page = await this.#api.get(link, MESSAGES, pageSchema);
    } catch (error) {
      const isStale = error instanceof GraphRefusal && error.isOfLink;
      if (!isStale || !place.cursor) throw error;
      place.cursor = undefined;
      link = first;
      page = await this.#api.get(link, MESSAGES, pageSchema);
    }
    // A link to itself would be followed for ever
    return page.next === link ? { value: page.value } : page;
  }

  #warnOf(unreadable: number): void {
    if (unreadable === 0) return;
    this.hasUnreadable = true;
    this.#logger.warn(
      `${unreadable} messages of the Teams channel ${this.channel.id} have no valid id or time and were left out`,
    );
  }
}

/** Whether messages of a channel may be read. */
export async function askForMessages(
  api: GraphApi,
  channel: TeamsChannel,
): Promise<void> {
  await api.get(`${pathOf(channel)}?$top=1`, MESSAGES, pageSchema);
}

function pathOf({ teamId, id }: TeamsChannel): string {
  return `/teams/${teamId}/channels/${encodeURIComponent(id)}/messages`;
}

function isGone(error: unknown): boolean {
  return error instanceof GraphRefusal && error.status === 404;
}

function isWithin(
  { createdDateTime: at }: TeamsMessage,
  { from, to }: ChannelPass,
): boolean {
  return at >= new Date(from) && at <= new Date(to);
}
