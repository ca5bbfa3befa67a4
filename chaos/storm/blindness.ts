import type { Knex } from 'knex';
import { compareStorm, type Difference } from './compareStorm';
import { CHANNEL_INCIDENT, type Fact } from './sent';

/**
 * Loses, doubles, changes and misplaces evidence on purpose, and takes it back.
 *
 * @returns what of it the comparison did not find; empty where it is not blind
 */
export async function findBlindness(
  knex: Knex,
  sent: readonly Fact[],
): Promise<string[]> {
  const tx = await knex.transaction();
  try {
    const done = await spoil(tx, sent);
    const found = await compareStorm(tx, sent);
    return Object.entries(done).flatMap(([kind, ids]) => {
      const names = found[kind as keyof Difference];
      return ids
        .filter(id => !names.some(name => name.includes(id)))
        .map(id => `${id}, which was ${kind} on purpose`);
    });
  } finally {
    await tx.rollback();
  }
}

async function spoil(
  tx: Knex.Transaction,
  sent: readonly Fact[],
): Promise<Difference> {
  const messages = sent.filter(one => one.incident === CHANNEL_INCIDENT);
  const alerts = sent.filter(one => one.incident !== CHANNEL_INCIDENT);
  const [lost, edited, again] = messages.map(({ id }) => id);
  const [moved, twice, gone] = alerts.map(({ id }) => id);
  // Without the triggers by which evidence is append-only
  await tx.raw('set local session_replication_role = replica');
  const row = (id: string) => tx('evidence').where({ id });
  await row(lost).delete();
  await row(gone).delete();
  const [message] = await row(again);
  await tx('evidence').insert({ ...message, id: `${again}/again` });
  const [alert] = await row(twice);
  await tx('evidence').insert({ ...alert, incident_key: CHANNEL_INCIDENT });
  await row(moved).update({ incident_key: CHANNEL_INCIDENT });
  const [{ payload }] = await row(edited);
  const other = { ...JSON.parse(payload), text: 'nothing was said' };
  await row(edited).update({ payload: JSON.stringify(other) });
  return {
    lost: [lost, gone],
    doubled: [`${again}/again`, twice],
    changed: [edited],
    misplaced: [moved],
  };
}
