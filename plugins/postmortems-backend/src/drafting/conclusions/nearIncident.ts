import type { AboutIncident } from '../facts/aboutIncident';
import type { Talk } from './talk';

/** What speaks of the incident by its own words alone. */
const SURELY = 2;
const PROBABLY = 1;
/** What is written this close to what speaks of the incident, or to a milestone of it, belongs to it. */
const NEAR_MS = 30 * 60_000;

/** In a channel of its own, talk of the incident goes on for days. */
const NEAR_AT_HOME_MS = 24 * 60 * 60_000;
/** Of several channels those are its own that speak of it at least half as much as the one that does most. */
const HOME_SHARE = 0.5;

/**
 * The messages of busy channels that belong to the incident: those that surely
 * speak of it, and what the people who wrote them say of it less clearly, in its
 * threads or at about the same time. What others write in passing is of other work,
 * whichever words of it they use.
 *
 * @param milestones - when the record says that something began or ended
 */
export function nearIncident(
  talks: readonly Talk[],
  about: AboutIncident,
  milestones: readonly number[],
): Set<Talk> {
  const degrees = new Map(talks.map(talk => [talk, about(talk.node)]));
  const sure = talks.filter(talk => degrees.get(talk)! >= SURELY);
  const homes = homesOf(talks, new Set(sure));
  const isAtHome = (talk: Talk) => homes.has(channelOf(talk));
  const people = new Set(
    talks
      .filter(
        talk =>
          degrees.get(talk)! >= SURELY ||
          (degrees.get(talk)! >= PROBABLY &&
            isAtHome(talk) &&
            threadOf(talk) === undefined),
      )
      .map(({ author }) => author),
  );
  const threads = new Set(sure.flatMap(talk => threadOf(talk) ?? []));
  const anchors = [...sure.map(({ at }) => at), ...milestones].sort(
    (a, b) => a - b,
  );
  return new Set(
    talks.filter(talk => {
      const degree = degrees.get(talk)!;
      const thread = threadOf(talk);
      if (degree >= SURELY) return true;
      if (thread !== undefined) return threads.has(thread);
      if (!people.has(talk.author)) return false;
      const within = isAtHome(talk) ? NEAR_AT_HOME_MS : NEAR_MS;
      return degree >= PROBABLY || isNear(talk.at, anchors, within);
    }),
  );
}

/** The incident's own channels, where there are several. */
function homesOf(talks: readonly Talk[], sure: ReadonlySet<Talk>): Set<string> {
  const counts = new Map<string, { all: number; sure: number }>();
  for (const talk of talks) {
    const count = counts.get(channelOf(talk)) ?? { all: 0, sure: 0 };
    count.all += 1;
    if (sure.has(talk)) count.sure += 1;
    counts.set(channelOf(talk), count);
  }
  if (counts.size < 2) return new Set();
  const shares = [...counts].map(
    ([channel, count]) => [channel, count.sure / count.all] as const,
  );
  const most = Math.max(...shares.map(([, share]) => share));
  return new Set(
    shares.flatMap(([channel, share]) =>
      share > 0 && share >= most * HOME_SHARE ? [channel] : [],
    ),
  );
}

function channelOf({ payload }: Talk): string {
  return payload.channel ?? '';
}

/** The thread of a message that answers in one. */
function threadOf({ payload }: Talk): string | undefined {
  const { channel = '', threadId } = payload;
  return threadId === undefined ? undefined : `${channel} ${threadId}`;
}

function isNear(
  at: number,
  anchors: readonly number[],
  within: number,
): boolean {
  let low = 0;
  let high = anchors.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (anchors[middle] < at - within) low = middle + 1;
    else high = middle;
  }
  return low < anchors.length && anchors[low] <= at + within;
}
