import { toError } from '@backstage/errors';
import { OutOfTime } from './CallPace';
import type { ChannelReader } from './ChannelReader';
import { listed, missingOf } from './missing';
import type { ChatChannel } from './selectChannels';

/**
 * Reads what was never read of some channels, one after the other. What fails for one
 * channel leaves the others to be read; what ends all leaves them to the next
 * collection.
 *
 * @returns what could not be read, each in words for reviewers
 * @public
 */
export async function readChannels<C extends ChatChannel>(options: {
  readers: readonly Pick<
    ChannelReader<C, unknown>,
    'channel' | 'isComplete' | 'progress' | 'readNew'
  >[];
  window: { from: Date; to: Date };
  /** Who is asked, e.g. `Slack`. */
  name: string;
  /** What readers of a public incident may know of it. */
  labelOf: (channel: C) => string;
  /**
   * Whether an error is about one channel or about all that is asked; `undefined` for
   * one of our own, which is thrown.
   */
  reachOf: (error: unknown) => 'channel' | 'all' | undefined;
}): Promise<string[]> {
  const { readers, window, name, labelOf, reachOf } = options;
  const failures: string[] = [];
  let stop: string | undefined;
  for (const reader of readers) {
    try {
      await reader.readNew();
    } catch (error) {
      const reach = error instanceof OutOfTime ? 'all' : reachOf(error);
      if (!reach) throw error;
      const { message } = toError(error);
      if (reach === 'channel') {
        failures.push(`${labelOf(reader.channel)}: ${message}`);
        continue;
      }
      stop =
        error instanceof OutOfTime
          ? `${error.explain(name)}, and the next collection continues there`
          : message;
      break;
    }
  }
  if (stop === undefined) return failures;
  const iso = { from: window.from.toISOString(), to: window.to.toISOString() };
  const unread = readers
    .filter(({ isComplete }) => !isComplete)
    .map(({ channel, progress }) => missingOf(labelOf(channel), progress, iso));
  return [...failures, `Not read yet: ${listed(unread, ', ')}. ${stop}`];
}
