import type { SelectedChannel, ChatChannel } from './selectChannels';
import {
  type ChannelPass,
  type ChannelProgress,
  type ChannelThread,
  finished,
  type IsoWindow,
  isOf,
  newPass,
  unreadPart,
} from './progress';

/** What a reader needs, whatever is read. @public */
export interface ChannelReaderOptions<C extends ChatChannel, M> {
  selected: SelectedChannel<C>;
  window: IsoWindow;
  progress: ChannelProgress;
  /** Whether one of the messages is about the incident. */
  isAbout: (messages: readonly M[]) => boolean;
  /** Adds messages to the evidence. */
  keep: (messages: M[]) => Promise<void>;
  save: (progress: ChannelProgress) => Promise<void>;
}

/**
 * Reads one channel for one incident, page by page: the messages first, then the
 * threads. A page is kept before the place in the channel is stored, so that an
 * interruption anywhere loses nothing.
 *
 * @public
 */
export abstract class ChannelReader<C extends ChatChannel, M> {
  protected readonly options: ChannelReaderOptions<C, M>;
  progress: ChannelProgress;

  constructor(options: ChannelReaderOptions<C, M>) {
    this.options = options;
    this.progress = options.progress;
  }

  /**
   * Reads the page at the cursor of the pass, keeps what is taken, notes threads, and
   * sets the next cursor, or that the channel `isListed`.
   */
  protected abstract readPage(pass: ChannelPass): Promise<void>;

  /** Reads a page of the thread, and takes it from the pass when it was the last. */
  protected abstract readThread(
    pass: ChannelPass,
    thread: ChannelThread,
  ): Promise<void>;

  get channel(): C {
    return this.options.selected.channel;
  }

  /** Whether all in the channel is about the incident. */
  get isOwn(): boolean {
    return this.options.selected.isOwn;
  }

  /** Whether some window of the channel was read to its end before. */
  get isKnown(): boolean {
    return this.progress.done !== undefined;
  }

  /** Whether the window was read to its end, at whatever time. */
  get isComplete(): boolean {
    return unreadPart(this.progress, this.options.window) === undefined;
  }

  /** Reads what was never read. */
  async readNew(): Promise<void> {
    const { window } = this.options;
    for (;;) {
      const part = unreadPart(this.progress, window);
      if (!part) return;
      const { pass, done } = this.progress;
      const isUseful =
        pass && isOf(pass, window) && !(done && pass.to <= done.to);
      await this.#read(isUseful ? pass : newPass(part));
    }
  }

  /** Reads the window again, for edits, late replies and deletions. */
  async readAgain(): Promise<void> {
    const { window } = this.options;
    const { pass } = this.progress;
    await this.#read(pass && isOf(pass, window) ? pass : newPass(window));
  }

  /** Notes a thread to read, or what more is known of it. */
  protected noteThread(
    pass: ChannelPass,
    found: Partial<ChannelThread> & { ts: string },
  ): void {
    const known = pass.threads.find(({ ts }) => ts === found.ts);
    if (!known) {
      pass.threads.push({ isTaken: false, isRootTaken: false, ...found });
      return;
    }
    known.isTaken ||= found.isTaken ?? false;
    known.isRootTaken ||= found.isRootTaken ?? false;
  }

  async #read(pass: ChannelPass): Promise<void> {
    const { save } = this.options;
    this.progress = { ...this.progress, pass };
    while (!pass.isListed) {
      await this.readPage(pass);
      await save(this.progress);
    }
    while (pass.threads.length > 0) {
      await this.readThread(pass, pass.threads[0]);
      await save(this.progress);
    }
    this.progress = finished(this.progress);
    await save(this.progress);
  }
}
