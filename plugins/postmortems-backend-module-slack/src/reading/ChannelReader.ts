import type { LoggerService } from '@backstage/backend-plugin-api';
import { messagesPageSchema } from '../api/responses';
import type { SlackApi } from '../api/SlackApi';
import { SlackRefusal } from '../api/SlackRefusal';
import {
  readMessages,
  type SlackMessage,
  threadOf,
  timeOf,
  tsOf,
} from '../messages/slackMessage';
import type { SelectedChannel } from './selectChannels';
import {
  finished,
  isOf,
  newPass,
  type Pass,
  type Progress,
  type Thread,
  unreadPart,
  type Window,
} from './progress';

/** Slack recommends no larger pages, and gives some apps smaller ones. */
const PAGE = 200;
/** Threads begun this long before the window may have replies in it. */
const THREADS_BEFORE_MS = 24 * 60 * 60 * 1000;

/**
 * Reads one channel for one incident, page by page, back in time: the messages
 * first, then the threads. A page is kept before the place in the channel is
 * stored, so that an interruption anywhere loses nothing.
 */
export class ChannelReader {
  readonly #api: SlackApi;
  readonly #selected: SelectedChannel;
  readonly #window: Window;
  readonly #isAbout: (messages: readonly SlackMessage[]) => boolean;
  readonly #keep: (messages: SlackMessage[]) => Promise<void>;
  readonly #save: (progress: Progress) => Promise<void>;
  readonly #logger: LoggerService;
  progress: Progress;

  constructor(options: {
    api: SlackApi;
    selected: SelectedChannel;
    window: Window;
    progress: Progress;
    /** Whether one of the messages is about the incident. */
    isAbout: (messages: readonly SlackMessage[]) => boolean;
    /** Adds messages to the evidence. */
    keep: (messages: SlackMessage[]) => Promise<void>;
    save: (progress: Progress) => Promise<void>;
    logger: LoggerService;
  }) {
    this.#api = options.api;
    this.#selected = options.selected;
    this.#window = options.window;
    this.#isAbout = options.isAbout;
    this.#keep = options.keep;
    this.#save = options.save;
    this.#logger = options.logger;
    this.progress = options.progress;
  }

  get channel() {
    return this.#selected.channel;
  }

  /** Whether all in the channel is about the incident. */
  get isOwn(): boolean {
    return this.#selected.isOwn;
  }

  /** Whether some window of the channel was read to its end before. */
  get isKnown(): boolean {
    return this.progress.done !== undefined;
  }

  /** Whether the window was read to its end, at whatever time. */
  get isComplete(): boolean {
    return unreadPart(this.progress, this.#window) === undefined;
  }

  /** Reads what was never read. */
  async readNew(): Promise<void> {
    for (;;) {
      const part = unreadPart(this.progress, this.#window);
      if (!part) return;
      const { pass, done } = this.progress;
      const isUseful =
        pass && isOf(pass, this.#window) && !(done && pass.to <= done.to);
      await this.#read(isUseful ? pass : newPass(part));
    }
  }

  /** Reads the window again, for edits, late replies and deletions. */
  async readAgain(): Promise<void> {
    const { pass } = this.progress;
    await this.#read(
      pass && isOf(pass, this.#window) ? pass : newPass(this.#window),
    );
  }

  async #read(pass: Pass): Promise<void> {
    this.progress = { ...this.progress, pass };
    while (!pass.isListed) {
      await this.#readPage(pass);
      await this.#save(this.progress);
    }
    while (pass.threads.length > 0) {
      await this.#readThread(pass, pass.threads[0]);
      await this.#save(this.progress);
    }
    this.progress = finished(this.progress);
    await this.#save(this.progress);
  }

  async #readPage(pass: Pass): Promise<void> {
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
    await this.#keep(taken);
    pass.cursor = next;
    pass.isListed = next === undefined;
    const oldest = messages.map(({ ts }) => timeOf(ts).toISOString()).sort()[0];
    if (oldest && (!pass.reached || oldest < pass.reached)) {
      pass.reached = oldest;
    }
  }

  /** Notes threads to read, and says whether the message itself is taken now. */
  #takesFromPage(pass: Pass, message: SlackMessage): boolean {
    const { ts, reply_count: replies = 0, latest_reply: latest } = message;
    const isInPass = isWithin(ts, pass);
    const root = threadOf(message);
    const isReply = root !== ts;
    const isAbout = this.#selected.isOwn || this.#isAbout([message]);
    if (isReply) {
      // Also shown in the channel: it comes with its thread
      if (isInPass) noteThread(pass, { ts: root, isTaken: isAbout });
      return false;
    }
    const isTaken = isInPass && isAbout;
    const mayHaveReplies =
      replies > 0 &&
      (isInPass || !latest || timeOf(latest) >= new Date(pass.from));
    if (mayHaveReplies) {
      noteThread(pass, { ts, isTaken: isAbout, isRootTaken: isTaken });
    }
    return isTaken;
  }

  async #readThread(pass: Pass, thread: Thread): Promise<void> {
    let page;
    try {
      page = await this.#call(
        'conversations.replies',
        {
          ts: thread.ts,
          oldest: tsOf(new Date(this.#window.from)),
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
    if (!thread.isTaken && this.#isAbout(messages)) {
      thread.isTaken = true;
      if (thread.cursor) {
        // The pages before are part of it too
        thread.cursor = undefined;
        return;
      }
    }
    if (thread.isTaken) {
      await this.#keep(
        messages.filter(({ ts }) => ts !== thread.ts || !thread.isRootTaken),
      );
    }
    thread.cursor = next;
    if (!next) pass.threads.shift();
  }

  async #call(
    method: string,
    args: Record<string, string | undefined>,
    pass: Pass,
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

function noteThread(pass: Pass, found: Partial<Thread> & { ts: string }): void {
  const known = pass.threads.find(({ ts }) => ts === found.ts);
  if (!known) {
    pass.threads.push({ isTaken: false, isRootTaken: false, ...found });
    return;
  }
  known.isTaken ||= found.isTaken ?? false;
  known.isRootTaken ||= found.isRootTaken ?? false;
}

function isWithin(ts: string, { from, to }: Window): boolean {
  const time = timeOf(ts);
  return time >= new Date(from) && time <= new Date(to);
}
