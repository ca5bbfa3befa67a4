import type { Knex } from 'knex';
import { hashOf, sha256 } from '../check/rehash';
import { CHANNEL_INCIDENT, type Fact } from './sent';

/** What is stored and what was sent, where they differ; each in words. */
export type Difference = {
  lost: string[];
  /** There more than once, or although nobody sent it. */
  doubled: string[];
  /** With other content. */
  changed: string[];
  /** In the incident of others. */
  misplaced: string[];
};

/** With the hash of all that is stored, and how much that is. */
type Comparison = Difference & {
  digest: string;
  stored: Record<'prometheus' | 'slack', number>;
};

type Row = {
  id: string;
  incident_key: string;
  provider: string;
  payload: string;
};

/** Compares all evidence of the two sources with what was sent. */
export async function compareStorm(
  knex: Knex,
  sent: readonly Fact[],
): Promise<Comparison> {
  const rows: Row[] = await knex('evidence')
    .whereIn('provider', ['prometheus', 'slack'])
    .select('id', 'incident_key', 'provider', 'payload');
  const expected = new Map(sent.map(fact => [fact.id, fact]));
  const found = new Map<string, Row>();
  const difference: Difference = {
    lost: [],
    doubled: [],
    changed: [],
    misplaced: [],
  };
  for (const row of rows) {
    const fact = expected.get(row.id);
    if (!fact || found.has(row.id)) difference.doubled.push(nameOf(row));
    else if (hashOfRow(row) !== fact.hash) difference.changed.push(nameOf(row));
    found.set(row.id, row);
  }
  for (const { id } of sent) if (!found.has(id)) difference.lost.push(id);
  const keys = keysOf(sent, found);
  const owners = new Map<string, string>();
  for (const [incident, key] of keys) {
    const other = owners.get(key);
    if (other)
      difference.misplaced.push(`${incident} and ${other} are both ${key}`);
    owners.set(key, incident);
  }
  for (const { id, incident } of sent) {
    const row = found.get(id);
    if (row && row.incident_key !== keys.get(incident))
      difference.misplaced.push(nameOf(row));
  }
  const digest = digestOf(
    rows.map(row => ({ id: row.id, hash: hashOfRow(row) })),
  );
  const storedBy = (provider: string) =>
    rows.filter(row => row.provider === provider).length;
  return {
    ...difference,
    digest,
    stored: { prometheus: storedBy('prometheus'), slack: storedBy('slack') },
  };
}

/** Of ids and contents, whatever their order. */
export function digestOf(facts: readonly Pick<Fact, 'id' | 'hash'>[]): string {
  const lines = facts.map(({ id, hash }) => `${id} ${hash}`).sort();
  return sha256(lines.join('\n'));
}

/** The key of each incident: that which most of its facts have. */
function keysOf(
  sent: readonly Fact[],
  found: ReadonlyMap<string, Row>,
): Map<string, string> {
  const votes = new Map<string, Map<string, number>>();
  for (const { id, incident } of sent) {
    const key = found.get(id)?.incident_key;
    if (key === undefined) continue;
    const counts = votes.get(incident) ?? new Map<string, number>();
    counts.set(key, (counts.get(key) ?? 0) + 1);
    votes.set(incident, counts);
  }
  return new Map(
    [...votes].map(([incident, counts]) => [
      incident,
      incident === CHANNEL_INCIDENT
        ? CHANNEL_INCIDENT
        : [...counts].sort((a, b) => b[1] - a[1])[0][0],
    ]),
  );
}

/** Of what the sender said, read from what the product made of it. */
function hashOfRow({ provider, payload: stored }: Row): string {
  const payload = JSON.parse(stored);
  if (provider === 'slack') {
    const { ts, author, text, threadId: thread } = payload;
    return hashOf({ ts, user: author?.id, text, thread });
  }
  const { status, labels, annotations, startsAt, endsAt } = payload;
  return hashOf({ status, labels, annotations, startsAt, endsAt });
}

function nameOf(row: Row): string {
  return `${row.id} in ${row.incident_key}`;
}
