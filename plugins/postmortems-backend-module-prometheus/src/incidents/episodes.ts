/** An alert as far as episodes go. */
type Active = { began_at: string; active_until: string };

/**
 * Tells the episodes of a group apart by when its alerts fired: a new one begins
 * where nothing fired for longer than the window. What is known of an alert only
 * ever grows, so that the order of notifications does not matter.
 *
 * @param alerts - in whatever order
 * @returns each episode, ascending by start
 */
export function toEpisodes<T extends Active>(
  alerts: readonly T[],
  windowMs: number,
): T[][] {
  const episodes: T[][] = [];
  let until = -Infinity;
  for (const alert of [...alerts].sort(byStart)) {
    const began = Date.parse(alert.began_at);
    if (began - until > windowMs) episodes.push([]);
    episodes.at(-1)!.push(alert);
    until = Math.max(until, Date.parse(alert.active_until));
  }
  return episodes;
}

function byStart(a: Active, b: Active) {
  return a.began_at.localeCompare(b.began_at);
}
