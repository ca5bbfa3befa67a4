import type { Knex } from 'knex';
import { episodeAt, type Notification } from '../plan';

type Episode = { startedAt: string; resolvedAt: string };

/**
 * Whether each episode of a group became one incident from its first alert to its
 * last end, and no alert opened another one.
 */
export async function compareIncidents(
  knex: Knex,
  sent: readonly Notification[],
): Promise<string[]> {
  const rows: { started_at: string; resolved_at: string; title: string }[] =
    await knex('incidents')
      .where('created_by', 'like', '%prometheus%')
      .select('started_at', 'resolved_at', 'title');
  const left = [...episodesOf(sent).values()].map(asText);
  const wrong: string[] = [];
  for (const row of rows) {
    const text = asText({
      startedAt: row.started_at,
      resolvedAt: row.resolved_at,
    });
    const at = left.indexOf(text);
    if (at < 0) wrong.push(`${row.title}, ${text}`);
    else left.splice(at, 1);
  }
  return [...wrong, ...left.map(text => `no incident ${text}`)];
}

/** By group and number. */
function episodesOf(sent: readonly Notification[]): Map<string, Episode> {
  const episodes = new Map<string, Episode>();
  for (const { group, body } of sent) {
    for (const { status, startsAt, endsAt } of JSON.parse(body).alerts) {
      if (status !== 'resolved') continue;
      const name = `${group} ${episodeAt(startsAt)}`;
      const { startedAt = startsAt, resolvedAt = endsAt } =
        episodes.get(name) ?? {};
      episodes.set(name, {
        startedAt: startsAt < startedAt ? startsAt : startedAt,
        resolvedAt: endsAt > resolvedAt ? endsAt : resolvedAt,
      });
    }
  }
  return episodes;
}

function asText({ startedAt, resolvedAt }: Episode): string {
  return `from ${startedAt} to ${resolvedAt}`;
}
