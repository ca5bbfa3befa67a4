import { fitsAny } from '../config/fitsAny';
import { isNamedAfter } from './aboutIncident';

/** A channel as far as it matters for which are read. @public */
export interface ChatChannel {
  id: string;
  name?: string;
}

/** A channel to read, and whether all in it is about the incident. @public */
export interface SelectedChannel<T extends ChatChannel> {
  channel: T;
  isOwn: boolean;
}

/**
 * The channels to read for an incident, its own first. Of a pattern that has an
 * own channel of the incident, as `incident-*`, the others are those of other
 * incidents, and are left alone.
 *
 * @returns as well those that the app cannot read
 * @public
 */
export function selectChannels<T extends ChatChannel>(options: {
  channels: readonly T[];
  patterns: readonly string[];
  incidentKey: string;
  /** Ids of channels that people made the incident's own. */
  bound?: ReadonlySet<string>;
  /** Whether somebody may have written in the channel within the window. */
  isOpen: (channel: T) => boolean;
  /** Whether the app is let in. Default: it is, everywhere. */
  isReadable?: (channel: T) => boolean;
}): { selected: SelectedChannel<T>[]; closed: T[] } {
  const { channels, incidentKey, bound, isOpen } = options;
  const isReadable = options.isReadable ?? (() => true);
  const patterns = options.patterns.map(pattern => ({
    pattern,
    isAny: /^\*+$/.test(pattern),
    channels: [] as T[],
  }));
  const own = new Set<T>();
  const named = new Set<T>();
  for (const channel of channels) {
    const matching = patterns.filter(({ pattern }) =>
      isOfPattern(channel, pattern),
    );
    for (const one of matching) one.channels.push(channel);
    const { id, name = '' } = channel;
    if (matching.length > 0 && isNamedAfter(name, incidentKey)) {
      named.add(channel);
    }
    if (named.has(channel) || bound?.has(id)) own.add(channel);
  }
  const shared = patterns
    .filter(
      ({ isAny, channels: all }) => isAny || !all.some(one => named.has(one)),
    )
    .flatMap(({ channels: all }) => all)
    .filter(channel => !own.has(channel) && isOpen(channel));
  const wanted = [...own, ...new Set(shared)];
  return {
    selected: wanted
      .filter(isReadable)
      .map(channel => ({ channel, isOwn: own.has(channel) })),
    closed: wanted.filter(channel => !isReadable(channel)),
  };
}

/** Whether a channel is one of those in the configuration. @public */
export function isConfigured(
  channel: ChatChannel,
  patterns: readonly string[],
): boolean {
  return patterns.some(pattern => isOfPattern(channel, pattern));
}

/** `*` stands for any part of a name; an id stands for itself. */
function isOfPattern({ id, name = '' }: ChatChannel, pattern: string): boolean {
  return id === pattern || fitsAny(name, [pattern]);
}
