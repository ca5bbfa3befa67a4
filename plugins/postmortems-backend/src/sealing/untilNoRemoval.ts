import type { Knex } from 'knex';
import type { ChainRow } from './SealChain';

/** Runs at most; a removal during each of them is not something that happens. */
const MAX_RUNS = 3;

/**
 * Runs a check again that found something while something was removed on purpose:
 * it may have read rows from before the removal, and others from after it.
 */
export async function untilNoRemoval<T>(
  knex: Knex,
  options: {
    incidentKey?: string;
    run: () => Promise<T>;
    isBroken: (result: T) => boolean;
  },
): Promise<T> {
  const { incidentKey, run, isBroken } = options;
  const lastRemoval = async () => {
    const query = knex<ChainRow>('seal_chain')
      .where('kind', 'removal')
      .max<{ last: number | null }[]>({ last: 'sequence' });
    if (incidentKey !== undefined) query.where('incident_key', incidentKey);
    return (await query)[0].last;
  };
  let before = await lastRemoval();
  for (let runs = 1; ; runs += 1) {
    const result = await run();
    if (!isBroken(result) || runs === MAX_RUNS) return result;
    const after = await lastRemoval();
    if (after === before) return result;
    before = after;
  }
}
