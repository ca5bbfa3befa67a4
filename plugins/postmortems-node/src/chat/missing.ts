import { unreadPart, type ChannelProgress, type IsoWindow } from './progress';

/** Channels named in one message; reviewers read it. */
const MAX_NAMED = 8;

/** What of a channel was not read yet, e.g. `#ops: 3 threads`. */
export function missingOf(
  channel: string,
  progress: ChannelProgress,
  window: IsoWindow,
): string {
  const { pass } = progress;
  if (pass?.isListed) {
    const count = pass.threads.length;
    return `${channel}: ${count} ${count === 1 ? 'thread' : 'threads'}`;
  }
  const part = pass ?? unreadPart(progress, window) ?? window;
  const until = pass?.reached ?? part.to;
  return until <= part.from
    ? `${channel}: threads begun before ${minute(part.from)}`
    : `${channel}: messages from ${minute(part.from)} to ${minute(until)}`;
}

/** Names for a message that people read: the first few, and how many more. @public */
export function listed(names: readonly string[], separator: string): string {
  const named = names.slice(0, MAX_NAMED);
  const more = names.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(separator);
}

function minute(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
