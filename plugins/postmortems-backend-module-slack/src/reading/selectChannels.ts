import type { ListedChannel } from '../api/responses';
import { isNamedAfter } from './aboutIncident';

/** A channel to read, and whether all in it is about the incident. */
export type SelectedChannel = { channel: ListedChannel; isOwn: boolean };

/**
 * The channels to read for an incident, its own first. Of a pattern that has an
 * own channel of the incident, as `incident-*`, the others are those of other
 * incidents, and are left alone.
 *
 * @returns as well those that the app cannot read
 */
export function selectChannels(options: {
  channels: readonly ListedChannel[];
  patterns: readonly string[];
  incidentKey: string;
  /** Ids of channels that people made the incident's own. */
  bound: ReadonlySet<string>;
  /** End of the window. */
  to: Date;
}): { selected: SelectedChannel[]; closed: ListedChannel[] } {
  const { channels, incidentKey, bound, to } = options;
  const patterns = options.patterns.map(pattern => ({
    matches: patternMatcher(pattern),
    isAny: /^\*+$/.test(pattern),
    channels: [] as ListedChannel[],
  }));
  const own = new Set<ListedChannel>();
  const named = new Set<ListedChannel>();
  for (const channel of channels) {
    const matching = patterns.filter(({ matches }) => matches(channel));
    for (const pattern of matching) pattern.channels.push(channel);
    const { id, name = '' } = channel;
    if (matching.length > 0 && isNamedAfter(name, incidentKey)) {
      named.add(channel);
    }
    if (named.has(channel) || bound.has(id)) own.add(channel);
  }
  const shared = patterns
    .filter(
      ({ isAny, channels: all }) => isAny || !all.some(one => named.has(one)),
    )
    .flatMap(({ channels: all }) => all)
    .filter(
      channel =>
        !own.has(channel) &&
        !channel.is_archived &&
        channel.created * 1000 <= to.getTime(),
    );
  const wanted = [...own, ...new Set(shared)];
  return {
    selected: wanted
      .filter(isReadable)
      .map(channel => ({ channel, isOwn: own.has(channel) })),
    closed: wanted.filter(channel => !isReadable(channel)),
  };
}

/** Slack lists private channels only to their members. */
function isReadable(channel: ListedChannel): boolean {
  return channel.is_member || channel.is_private;
}

/** Whether a channel is one of those in the configuration. */
export function isConfigured(
  channel: Pick<ListedChannel, 'id' | 'name'>,
  patterns: readonly string[],
): boolean {
  return patterns.some(pattern => patternMatcher(pattern)(channel));
}

/** `*` stands for any part of a name; an id stands for itself. */
function patternMatcher(
  pattern: string,
): (channel: Pick<ListedChannel, 'id' | 'name'>) => boolean {
  const source = pattern.toLocaleLowerCase('en-US').replaceAll('*', '.*');
  const expression = new RegExp(`^${source}$`, 'u');
  return ({ id, name = '' }) => id === pattern || expression.test(name);
}
