import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type ChannelPass,
  ChannelReader,
  type ChannelReaderOptions,
  type ChannelThread,
  type IsoWindow,
} from '@postmortems/backstage-plugin-postmortems-node';
import { type ListedChannel, messagesPageSchema } from '../api/responses';
import type { SlackApi } from '../api/SlackApi';
import { SlackRefusal } from '../api/SlackRefusal';
import {
  readMessages,
  type SlackMessage,
  threadOf,
  timeOf,
  tsOf,
} from '../messages/slackMessage';

/** Slack recommends no larger pages, and gives some apps smaller ones. */
const PAGE = 200;
/** Threads begun this long before the window may have replies in it. */
const THREADS_BEFORE_MS = 24 * 60 * 60 * 1000;

/** Reads one channel of Slack for one incident, back in time. */
export class SlackChannelReader extends ChannelReader<
  ListedChannel,
  SlackMessage
> {
  readonly #api: SlackApi;
  readonly #logger: LoggerService;

  constructor(
    options: ChannelReaderOptions<ListedChannel, SlackMessage> & {
      api: SlackApi;
      logger: LoggerService;
    },
  ) {
    super(options);
    this.#api = options.api;
    this.#logger = options.logger;
  }

  protected async readPage(pass: ChannelPass): Promise<void> {
    const { messages, next } = await this.#call(
      'conversations.history',
      {
        oldest: tsOf(new Date(Date.parse(pass.from) - THREADS_BEFORE_MS)),
        cursor: pass.cursor,
      },
      pass,
    );
    const taken = messages.filter(message =>
      this.#takesFromPage(pass, message),
    );
    await this.options.keep(taken);
    pass.cursor = next;
    pass.isListed = next === undefined;
    const oldest = messages.map(({ ts }) => timeOf(ts).toISOString()).sort()[0];
    if (oldest && (!pass.reached || oldest < pass.reached)) {
      pass.reached = oldest;
    }
  }

  /** Notes threads to read, and says whether the message itself is taken now. */
  #takesFromPage(pass: ChannelPass, message: SlackMessage): boolean {
    const { ts, reply_count: replies = 0, latest_reply: latest } = message;
    const isInPass = isWithin(ts, pass);
    const root = threadOf(message);
    const isReply = root !== ts;
    const isAbout = this.isOwn || this.options.isAbout([message]);
    if (isReply) {
      // Also shown in the channel: it comes with its thread
      if (isInPass) this.noteThread(pass, { ts: root, isTaken: isAbout });
      return false;
    }
    const isTaken = isInPass && isAbout;
    const mayHaveReplies =
      replies > 0 &&
      (isInPass || !latest || timeOf(latest) >= new Date(pass.from));
    if (mayHaveReplies) {
      this.noteThread(pass, { ts, isTaken: isAbout, isRootTaken: isTaken });
    }
    return isTaken;
  }

  protected async readThread(
    pass: ChannelPass,
    thread: ChannelThread,
  ): Promise<void> {
    let page;
    try {
      page = await this.#call(
        'conversations.replies',
        {
          ts: thread.ts,
          oldest: tsOf(new Date(this.options.window.from)),
          cursor: thread.cursor,
        },
        pass,
      );
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      if (error.code === 'invalid_cursor' && thread.cursor) {
        thread.cursor = undefined;
        return;
      }
      if (error.code !== 'thread_not_found') throw error;
      pass.threads.shift();
      return;
    }
    const { messages, next } = page;
    if (!thread.isTaken && this.options.isAbout(messages)) {
      thread.isTaken = true;
      if (thread.cursor) {
        // The pages before are part of it too
        thread.cursor = undefined;
        return;
      }
    }
    if (thread.isTaken) {
      await this.options.keep(
        messages.filter(({ ts }) => ts !== thread.ts || !thread.isRootTaken),
      );
    }
    thread.cursor = next;
    if (!next) pass.threads.shift();
  }

  async #call(
    method: string,
    args: Record<string, string | undefined>,
    pass: ChannelPass,
  ): Promise<{ messages: SlackMessage[]; next?: string }> {
    const { id } = this.channel;
    try {
      const answer = await this.#api.call(
        method,
        {
          channel: id,
          latest: tsOf(new Date(pass.to)),
          inclusive: true,
          limit: PAGE,
          ...args,
        },
        messagesPageSchema,
      );
      const { messages, unreadable } = readMessages(answer.messages);
      if (unreadable > 0) {
        this.#logger.warn(
          `${unreadable} messages of the Slack channel ${id} have no valid ts and were left out`,
        );
      }
      return { messages, next: answer.response_metadata };
    } catch (error) {
      const isStale =
        error instanceof SlackRefusal && error.code === 'invalid_cursor';
      if (!isStale || !pass.cursor || pass.isListed) throw error;
      pass.cursor = undefined;
      return this.#call(method, { ...args, cursor: undefined }, pass);
    }
  }
}

function isWithin(ts: string, { from, to }: IsoWindow): boolean {
  const time = timeOf(ts);
  return time >= new Date(from) && time <= new Date(to);
}
