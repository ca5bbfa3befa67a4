import type { Knex } from 'knex';
import type { Notification } from '../plan';
import type { Report } from '../report';
import { findBlindness } from './blindness';
import { compareIncidents } from './compareIncidents';
import { compareStorm, digestOf } from './compareStorm';
import { CHANNEL_INCIDENT, type Fact } from './sent';

/** Reports whether everything that was sent is evidence once, in its incident. */
export async function verifyStorm(options: {
  knex: Knex;
  facts: readonly Fact[];
  notifications: readonly Notification[];
  report: Report;
}): Promise<void> {
  const { knex, facts, notifications, report } = options;
  const { digest, stored, ...differences } = await compareStorm(knex, facts);
  const messages = facts.filter(one => one.incident === CHANNEL_INCIDENT);
  for (const [name, sent, found] of [
    ['messages', messages.length, stored.slack],
    ['alert_facts', facts.length - messages.length, stored.prometheus],
  ] as const) {
    report.figure(`storm_${name}_sent`, sent, '');
    report.figure(`storm_${name}_stored`, found, '');
    report.figure(`storm_${name}_ratio`, found / sent, '');
  }
  for (const [kind, names] of Object.entries(differences)) {
    report.found(`storm_evidence_${kind}`, names);
  }
  const wanted = digestOf(facts);
  report.progress(`sent ${wanted}, stored ${digest}`);
  report.found(
    'storm_digest',
    digest === wanted ? [] : [`${digest} is stored, and ${wanted} was sent`],
  );
  report.found(
    'storm_incidents_wrong',
    await compareIncidents(knex, notifications),
  );
  await reportDeliveries(knex, report);
  report.found('storm_blind', await findBlindness(knex, facts));
}

/** What is neither done nor waiting for a reason has to be explained. */
async function reportDeliveries(knex: Knex, report: Report): Promise<void> {
  const rows: { state: string; kind: string; count: string | number }[] =
    await knex('webhook_deliveries')
      .groupBy('state', 'kind')
      .select('state', 'kind')
      .count({ count: '*' });
  for (const { state, kind, count } of rows) {
    report.figure(`storm_${kind}_${state}`, Number(count), '');
  }
  const left = rows.filter(({ state }) => state !== 'done');
  report.found(
    'storm_deliveries_left',
    left.map(({ state, kind, count }) => `${count} ${kind} ${state}`),
  );
  const [{ lag }] = await knex('webhook_deliveries')
    .where({ kind: 'delivery', state: 'done' })
    .select({
      lag: knex.raw(
        'max(extract(epoch from processed_at::timestamptz - received_at::timestamptz))',
      ),
    });
  report.figure('storm_longest_lag', Number(lag), 's');
  const [{ relations }] = await knex('delivery_incidents').count({
    relations: '*',
  });
  report.figure('storm_relations', Number(relations), 'rows');
}
