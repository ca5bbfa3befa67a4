import type { Knex } from 'knex';
import { forgetAnswers } from '../idempotency';
import { inTransaction } from '../platform/database';
import type { SealChain } from '../sealing';
import { forgetRunErrors } from '../sources';
import { maskDelivery, maskText } from '../secrets';
import { KnownSecrets } from './KnownSecrets';
import { rewriteDeliveries } from './rewriteDeliveries';
import { rewriteOffers } from './rewriteOffers';
import {
  columnsOf,
  fieldsOf,
  type Removal,
  type RemovalCounts,
  rewriteIncident,
} from './rewriteIncident';
import { TEXT_TABLES } from './textTables';

const ACTOR = 'postmortems:secrets-mask';

/**
 * Removes secrets from what was stored before secrets were masked on arrival:
 * incident by incident, each in one transaction. Running it again changes nothing.
 *
 * @param options - `dryRun` counts, and changes nothing
 */
export async function removeStoredSecrets(options: {
  knex: Knex;
  chain: SealChain;
  dryRun?: boolean;
  onIncident?(incidentKey: string, counts: RemovalCounts): void;
}): Promise<RemovalCounts> {
  const { knex, chain, dryRun = false, onIncident } = options;
  const totals: RemovalCounts = {};
  const add = (counts: RemovalCounts) => {
    for (const [table, count] of Object.entries(counts)) {
      totals[table] = (totals[table] ?? 0) + count;
    }
  };
  const keys: string[] = await knex('incidents').orderBy('key').pluck('key');
  for (const key of keys) {
    const counts = await inTransaction(knex, tx =>
      rewriteIncident(tx, key, secretRemoval(), { chain, dryRun }),
    );
    // Also when nothing is left to remove: an earlier run may have ended in between
    if (!dryRun) await forgetAnswers(knex, key);
    if (Object.keys(counts).length > 0) onIncident?.(key, counts);
    add(counts);
  }
  add(await rewriteOffers(knex, secretRemoval(), { dryRun }));
  add(
    await rewriteDeliveries(
      knex,
      async ({ body, error }) => {
        const masked = {
          body: await maskDelivery(body),
          error: error && maskText(error),
        };
        const isSame = masked.body === body && masked.error === error;
        return isSame ? undefined : masked;
      },
      { dryRun, actor: ACTOR, what: 'remove_secrets' },
    ),
  );
  if (!dryRun) {
    await forgetAnswers(knex);
    await forgetRunErrors(knex);
  }
  return totals;
}

function secretRemoval(): Removal {
  const known = new KnownSecrets();
  return {
    actor: ACTOR,
    action: 'incident.remove_secrets',
    reason: 'a secret was removed',
    revisionReason: 'A secret was removed from what was stored',
    learn: async rows => {
      for (const table of TEXT_TABLES) {
        for await (const row of rows(table)) known.learn(fieldsOf(table, row));
      }
    },
    change: (table, row) => {
      const fields = fieldsOf(table, row);
      const masked = known.mask(fields);
      return masked === fields ? undefined : columnsOf(table, fields, masked);
    },
  };
}
